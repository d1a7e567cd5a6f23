namespace VividMed.Datasets;

/// <summary>What one image (its dicom_id or volume id) shows.</summary>
public sealed record PhantomTruthImage(string Id, IReadOnlyList<PhantomTruthRegion> Findings, IReadOnlyList<PhantomTruthRegion> Anatomy)
{
    internal static PhantomTruthImage Of(string id, IReadOnlyList<PhantomRegion> findings, IReadOnlyList<PhantomRegion> anatomy) =>
        new(id, [.. findings.Select(PhantomTruthRegion.Of)], [.. anatomy.Select(PhantomTruthRegion.Of)]);
}
