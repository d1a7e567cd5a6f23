using VividMed.Datasets;

namespace VividMed.Workflows;

/// <summary>Cuts the studies into partitions: by split, in ordinal order of study ids, so that the same list always gives the same partitions.</summary>
public static class Partitioner
{
    public static IReadOnlyList<(PlannedPartition Partition, Study[] Studies)> Cut(IEnumerable<Study> studies, int partitionSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitionSize, 1);
        return
        [
            .. studies
                .GroupBy(study => study.Split, StringComparer.Ordinal)
                .OrderBy(split => split.Key, StringComparer.Ordinal)
                .SelectMany(split => split.OrderBy(study => study.Id, StringComparer.Ordinal).Chunk(partitionSize))
                .Select((chunk, index) => (new PlannedPartition(index, chunk[0].Split, chunk.Length), chunk)),
        ];
    }
}
