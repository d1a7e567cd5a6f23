using CsCheck;
using VividMed.Datasets;
using VividMed.Taxonomy;
using VividMed.Workflows.Plan;

namespace VividMed.Workflows.Tests;

public sealed class PartitionerTests
{
    [Fact]
    public void Every_study_is_in_exactly_one_partition_of_its_own_split_and_only_a_split_s_last_one_is_smaller() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[1, 9]).Sample((count, size) =>
        {
            var studies = Enumerable.Range(0, count).Select(Study).ToArray();

            var partitions = Cut(studies, size);

            Assert.Equal(studies.Select(study => study.Id).Order(StringComparer.Ordinal), partitions.SelectMany(cut => cut.Studies).Select(study => study.Id).Order(StringComparer.Ordinal));
            Assert.All(partitions, cut => Assert.All(cut.Studies, study => Assert.Equal(cut.Partition.Split, study.Split)));
            Assert.All(partitions, cut => Assert.InRange(cut.Studies.Length, 1, size));
            Assert.All(partitions.GroupBy(cut => cut.Partition.Split), split => Assert.All(split.SkipLast(1), cut => Assert.Equal(size, cut.Studies.Length)));
            Assert.Equal(Enumerable.Range(0, partitions.Count), partitions.Select(cut => cut.Partition.Index));
        });

    [Fact]
    public void A_partition_comes_by_study_whatever_the_order_of_the_patients()
    {
        var partitions = Cut([.. Enumerable.Range(0, 50).Select(number => Study((number * 37) % 50))], 7);
        Assert.All(partitions, cut => Assert.Equal(cut.Studies.OrderBy(study => study.Id, StringComparer.Ordinal), cut.Studies));
    }

    [Fact]
    public void Another_split_s_studies_in_between_change_nothing_of_a_split_s_partitions() =>
        Gen.Select(Gen.Int[0, 60].Array[0, 60], Gen.Int[1, 9]).Sample((order, size) =>
        {
            var studies = order.Distinct().Select(Study).ToArray();
            var together = Cut(studies, size).ToLookup(cut => cut.Partition.Split, cut => cut.Studies);
            foreach (var split in (string[])["train", "test"])
                Assert.Equal(Cut([.. studies.Where(study => study.Split == split)], size).Select(cut => cut.Studies), together[split]);
        });

    [Fact]
    public void A_size_below_one_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Partitioner(0));

    private static List<(PlannedPartition Partition, Study[] Studies)> Cut(Study[] studies, int size)
    {
        var partitioner = new Partitioner(size);
        var full = studies.Select(partitioner.Add).OfType<(PlannedPartition, Study[])>().ToList();
        return [.. full, .. partitioner.Finish()];
    }

    private static Study Study(int number) =>
        new($"s{number:D4}", $"p{number / 2}", number % 3 == 0 ? "test" : "train", Modality.Cxr, [], Report: null, []);
}
