namespace VividMed.Shards.Buckets;

/// <summary>A bucket's identity: what is applied to which studies. Equal keys stand for equal archives, whoever makes them.</summary>
public static class BucketKey
{
    /// <summary>64 lower-case hex digits; the order of the studies leaves no trace.</summary>
    public static string Of(string recipe, string split, IEnumerable<BucketStudy> studies)
    {
        using var digest = new KeyDigest("bucket 1");
        digest.Add(recipe).Add(split);
        foreach (var (study, input, _) in studies.OrderBy(static study => study.Study, StringComparer.Ordinal)) digest.Add(study).Add(input);
        return digest.ToString();
    }
}
