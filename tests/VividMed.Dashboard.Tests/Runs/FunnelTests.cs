using VividMed.Dashboard.Runs;
using VividMed.Workflows.Requests;

namespace VividMed.Dashboard.Tests.Runs;

public sealed class FunnelTests
{
    [Fact]
    public void The_funnel_shows_each_count_under_its_own_name_in_the_order_of_the_stages() => Assert.Equal(
        [("planned", 7), ("tagged", 6), ("localized", 5), ("grounded", 4), ("written", 3), ("quarantined", 2), ("excluded", 1)],
        Funnel.Of(
            new SynthesisProgress { Planned = 7, Tagged = 6, Localized = 5, Grounded = 4, Written = 3, Quarantined = 2, Excluded = 1 }));
}
