namespace VividMed.Datasets;

/// <summary>
/// One examination with its report. Images are those that take part; <see cref="LeftOut"/> says of the others why they do not.
/// <see cref="Exclusion"/> is set when the whole study is left out (a reason code such as <c>no-frontal-view</c>).
/// </summary>
public sealed record Study(
    string Id,
    string Patient,
    string Split,
    Modality Modality,
    IReadOnlyList<StudyImage> Images,
    ReportReference? Report,
    IReadOnlyList<LeftOutImage> LeftOut,
    string? Exclusion = null);
