using VividMed.Workflows.Requests;

namespace VividMed.Workflows.Tests;

public sealed class SynthesisProgressTests
{
    [Fact]
    public void A_partition_adds_its_counts_and_leaves_the_plan_as_it_is()
    {
        var run = new SynthesisProgress { Planned = 10, Excluded = 1, Partitions = 2, Tagged = 3, Written = 2 };

        var sum = run.Plus(new SynthesisProgress { Planned = 99, Tagged = 4, Written = 4, Quarantined = 1, PartitionsDone = 1 });

        Assert.Equal((10, 1, 2), (sum.Planned, sum.Excluded, sum.Partitions));
        Assert.Equal((7, 6, 1, 1), (sum.Tagged, sum.Written, sum.Quarantined, sum.PartitionsDone));
    }

    [Fact]
    public void Ids_of_partitions_follow_from_the_run() => Assert.Equal("r:p00007", RunIds.Partition("r", 7));
}
