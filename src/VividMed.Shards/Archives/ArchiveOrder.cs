namespace VividMed.Shards.Archives;

/// <summary>Samples stand in ascending ordinal order of their keys in every archive, so that two archives can be read in step.</summary>
internal static class ArchiveOrder
{
    /// <summary><c>samples-out-of-order</c> where the sample does not come after the last one.</summary>
    public static void Check(string? last, string id)
    {
        if (last is not null && SampleKey.Order.Compare(last, id) >= 0)
        {
            throw new ShardException("samples-out-of-order", $"Sample {id} does not come after {last} in the order of their keys.");
        }
    }
}
