using CsCheck;
using VividMed.Datasets;
using VividMed.Taxonomy;
using VividMed.Workflows.Plan;

namespace VividMed.Workflows.Tests;

public sealed class PartitionerTests
{
    [Fact]
    public void Every_study_is_in_exactly_one_bucket_of_its_own_split_and_only_a_split_s_last_one_is_smaller() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[1, 9]).Sample((count, size) =>
        {
            var studies = Enumerable.Range(0, count).Select(Study).ToArray();

            var buckets = Cut(studies, size);

            Assert.Equal(studies.Select(study => study.Id).Order(StringComparer.Ordinal), buckets.SelectMany(Ids).Order(StringComparer.Ordinal));
            Assert.All(buckets, bucket => Assert.Single(bucket.Select(planned => planned.Study.Split).Distinct(StringComparer.Ordinal)));
            Assert.All(buckets, bucket => Assert.InRange(bucket.Count, 1, size));
            Assert.All(buckets.GroupBy(SplitOf), split => Assert.All(split.SkipLast(1), bucket => Assert.Equal(size, bucket.Count)));
        });

    [Fact]
    public void A_bucket_comes_by_key_whatever_the_order_of_the_patients()
    {
        // As an id "a.b" comes before "a0", as a key "a~2eb" comes behind it.
        Study[] studies = [Study("a0", "p2"), Study("b", "p0"), Study("a.b", "p1")];
        Assert.Equal(["a0", "a.b", "b"], Ids(Assert.Single(Cut(studies, 7))));
    }

    [Fact]
    public void Another_split_s_studies_in_between_change_nothing_of_a_split_s_buckets() =>
        Gen.Select(Gen.Int[0, 60].Array[0, 60], Gen.Int[1, 9]).Sample((order, size) =>
        {
            var studies = order.Distinct().Select(Study).ToArray();
            var together = Cut(studies, size).ToLookup(SplitOf, Ids);
            foreach (var split in (string[])["train", "test"])
                Assert.Equal(Cut([.. studies.Where(study => study.Split == split)], size).Select(Ids), together[split]);
        });

    [Fact]
    public void A_size_below_one_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Partitioner(0));

    private static List<IReadOnlyList<PlannedStudy>> Cut(Study[] studies, int size)
    {
        var partitioner = new Partitioner(size);
        var full = studies.Select(partitioner.Add).OfType<IReadOnlyList<PlannedStudy>>().ToList();
        return [.. full, .. partitioner.Finish()];
    }

    private static IEnumerable<string> Ids(IReadOnlyList<PlannedStudy> bucket) => bucket.Select(static planned => planned.Study.Id);

    private static string SplitOf(IReadOnlyList<PlannedStudy> bucket) => bucket[0].Study.Split;

    private static Study Study(int number) => Study($"s{number:D4}", $"p{number / 2}", number % 3 == 0 ? "test" : "train");

    private static Study Study(string id, string patient, string split = "train") => new(id, patient, split, Modality.Cxr, [], Report: null, []);
}
