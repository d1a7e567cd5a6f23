namespace VividMed.Datasets;

/// <summary>
/// One image of a study: a path relative to the dataset's root and, for radiographs, the view (PA, AP, LATERAL, ...; empty where the metadata have none).
/// </summary>
public sealed record StudyImage(string Id, string Path, string View);
