using CsCheck;
using VividMed.Datasets;

namespace VividMed.Workflows.Tests;

public sealed class PartitionerTests
{
    [Fact]
    public void Every_study_is_in_exactly_one_partition_of_its_own_split_whatever_the_order() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[1, 9], Gen.Int).Sample((count, size, seed) =>
        {
            var studies = Enumerable.Range(0, count).Select(Study).ToArray();
            var shuffled = studies.ToArray();
            new Random(seed).Shuffle(shuffled);

            var partitions = Partitioner.Cut(shuffled, size);

            Assert.Equal(studies.Select(study => study.Id).Order(StringComparer.Ordinal), partitions.SelectMany(cut => cut.Studies).Select(study => study.Id).Order(StringComparer.Ordinal));
            Assert.All(partitions, cut => Assert.All(cut.Studies, study => Assert.Equal(cut.Partition.Split, study.Split)));
            Assert.All(partitions, cut => Assert.InRange(cut.Studies.Length, 1, size));
            Assert.Equal(Partitioner.Cut(studies, size).Select(cut => string.Join(',', cut.Studies.Select(study => study.Id))), partitions.Select(cut => string.Join(',', cut.Studies.Select(study => study.Id))));
        });

    private static Study Study(int number) =>
        new($"s{number:D4}", $"p{number / 2}", number % 3 == 0 ? "test" : "train", Modality.Cxr, [], Report: null, []);
}
