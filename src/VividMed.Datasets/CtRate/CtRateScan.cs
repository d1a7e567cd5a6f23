namespace VividMed.Datasets;

/// <summary>A scan with the volumes that the report table lists for it and the report of the first of them.</summary>
internal sealed record CtRateScan(string Id, string Patient, CtRatePart Part)
{
    public List<CtRateVolumeName> Volumes { get; } = [];

    public ReportReference? Report { get; set; }
}
