using VividMed.Datasets.Mimic;

namespace VividMed.Datasets.Tests.Mimic;

public sealed class ViewPositionTests
{
    private static readonly string[] Views =
    [
        "PA", "AP", "LATERAL", "LL", "RL", "XTABLE LATERAL", "AP AXIAL", "PA LLD", "SWIMMERS", "NA", "pa", "",
    ];

    [Theory]
    [InlineData("", "PA AP")]
    [InlineData("frontal", "PA AP")]
    [InlineData("Lateral", "LATERAL LL RL XTABLE_LATERAL")]
    [InlineData("LL", "LL")]
    [InlineData("pa", "PA pa")]
    [InlineData("ap axial", "AP_AXIAL")]
    [InlineData("LL|AP", "LL AP")]
    [InlineData("none such", "")]
    public void A_wish_takes_its_views_and_no_other(string wishes, string wanted)
    {
        var all = Views.Where(view => ViewPosition.IsWanted(view, wishes.Split('|', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(
            wanted.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
            all.Select(static view => view.Replace(' ', '_')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Any_takes_every_view_even_an_unknown_one() =>
        Assert.All(Views, static view => Assert.True(ViewPosition.IsWanted(view, ["any"])));

    [Theory]
    [InlineData("", "unknown-view")]
    [InlineData("LL", "lateral-view")]
    [InlineData("xtable lateral", "lateral-view")]
    [InlineData("PA", "frontal-view")]
    [InlineData("AP AXIAL", "other-view")]
    [InlineData("NA", "other-view")]
    public void A_view_that_is_not_wanted_says_what_it_is(string view, string reason) =>
        Assert.Equal(reason, ViewPosition.ReasonToLeaveOut(view));

    [Theory]
    [InlineData(" PA ", "lateral", "PA")]
    [InlineData("", "Postero-Anterior", "PA")]
    [InlineData("  ", "antero-posterior", "AP")]
    [InlineData("", "left lateral ", "LATERAL")]
    [InlineData("", "Right lateral", "LATERAL")]
    [InlineData("", "left anterior oblique", "")]
    [InlineData("NA", "postero-anterior", "NA")]
    public void The_code_speaks_only_where_the_position_is_empty(string position, string code, string view) =>
        Assert.Equal(view, ViewPosition.Of(position, code));
}
