namespace VividMed.Datasets;

/// <summary>One row of the record list with what the metadata say of it; the path has no extension.</summary>
internal sealed record MimicImage(string Id, string Patient, string Study, string Stem, string View);
