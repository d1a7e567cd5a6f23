namespace VividMed.Datasets;

/// <summary>A scan with the volumes that the report table lists for it and the report of the first of them.</summary>
internal sealed record CtRateScan(string Id, string Patient, CtRatePart Part)
{
    public List<CtRateVolumeName> Volumes { get; } = new(2);

    public ReportReference? Report { get; set; }

    /// <summary>Scans whose names begin alike lie together and are looked for with one listing: train_1, train_2, ...</summary>
    public string Neighbours => Id[..(Part.Folder.Length + 2)];
}
