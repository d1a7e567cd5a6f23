using VividMed.Dashboard.Components;
using VividMed.Dashboard.Runs;
using VividMed.Workflows.Requests;

namespace VividMed.Dashboard.Tests.Components;

public sealed class LinksTests
{
    [Theory]
    [InlineData("run-1", "/runs/run-1")]
    [InlineData("a/b", "/runs/a%2Fb")]
    [InlineData("a b?c#d%", "/runs/a%20b%3Fc%23d%25")]
    [InlineData("größe", "/runs/gr%C3%B6%C3%9Fe")]
    public void A_name_is_one_segment_of_its_address_whatever_it_holds(string run, string link) => Assert.Equal(link, Links.Run(run));

    [Fact]
    public void A_version_is_trained_on_and_reviewed_by_way_of_a_run() =>
        Assert.Equal(("/runs/a%20b/training?version=3#train", "/runs/a%20b/review?version=3"), (Links.Training("a b", 3), Links.Review("a b", 3)));

    [Fact]
    public void The_funnel_shows_each_count_under_its_own_name_in_the_order_of_the_stages() => Assert.Equal(
        [("planned", 7), ("tagged", 6), ("localized", 5), ("grounded", 4), ("written", 3), ("quarantined", 2), ("excluded", 1)],
        Funnel.Of(
            new SynthesisProgress { Planned = 7, Tagged = 6, Localized = 5, Grounded = 4, Written = 3, Quarantined = 2, Excluded = 1 }));
}
