namespace VividMed.Datasets;

/// <summary>A study as the tables have it. The report's path is null where it follows from the layout files/pNN/pN.../sN....txt.</summary>
internal sealed class MimicStudy(string id, string patient)
{
    public string Id { get; } = id;

    public string Patient { get; } = patient;

    public string? ReportPath { get; set; }

    public List<MimicImage> Images { get; } = new(2);

    /// <summary>Where the layout puts the study's images; its report has the same path with .txt.</summary>
    public string Folder => $"files/p{Patient.AsSpan(0, Math.Min(2, Patient.Length))}/p{Patient}/s{Id}";

    public string Report => ReportPath ?? Folder + ".txt";

    public string StemOf(MimicImage image) => image.Stem ?? $"{Folder}/{image.Id}";
}
