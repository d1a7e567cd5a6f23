using VividMed.Grounding.Alignment;
using static VividMed.Grounding.Tests.Scene;

namespace VividMed.Grounding.Tests;

public sealed class RegionProposalTests
{
    [Theory]
    [InlineData(true, "size=pass")]
    [InlineData(false, "size=fail")]
    [InlineData(null, "size=unknown")]
    public void A_check_is_told_by_name_and_outcome(bool? passed, string told) => Assert.Equal(told, Checks.Outcome(Checks.Size, passed));

    [Theory]
    [InlineData(true)]
    [InlineData(true, "score=pass", "size=pass")]
    [InlineData(false, "score=pass", "size=fail")]
    [InlineData(false, "score=pass", "side=unknown")]
    public void What_is_unknown_has_not_passed(bool all, params string[] checks) => Assert.Equal(all, Checks.AllPass(checks));

    [Fact]
    public void A_failure_is_found_by_its_whole_name()
    {
        Assert.True(Checks.Failed(["score=pass", "stated-size=fail"], Checks.StatedSize));
        Assert.False(Checks.Failed(["score=pass", "stated-size=fail"], Checks.Size));
        Assert.False(Checks.Failed(["size=pass", "side=unknown"], Checks.Size));
    }

    [Fact]
    public void An_undecided_check_leaves_no_trace()
    {
        var proposal = RegionProposal.Whole(Box("lung nodule", 0, 0, 1, 1), "0");
        proposal.Add(Checks.Size, passed: null);
        proposal.Add(Checks.Zone, passed: true);

        Assert.Equal(["zone=pass"], proposal.Checks);
    }

    [Fact]
    public void A_later_outcome_takes_the_place_of_the_earlier_ones_of_its_name_alone()
    {
        var proposal = RegionProposal.Whole(Box("lung nodule", 0, 0, 1, 1), "0");
        proposal.Checks.AddRange(["size=pass", "side=unknown", "stated-size=pass", "size=unknown"]);
        proposal.Replace(Checks.Size, passed: false);

        Assert.Equal(["side=unknown", "stated-size=pass", "size=fail"], proposal.Checks);
    }

    [Fact]
    public void A_whole_candidate_is_proposed_as_it_is()
    {
        var candidate = Cubes("lung nodule", Taxonomy.Side.None, 0.9, (3, 4, 5, 2));
        var proposal = RegionProposal.Whole(candidate, "7");

        Assert.Equal((candidate.Box, candidate.Mask, "7"), (proposal.Box, proposal.Mask, proposal.Key));
        Assert.Empty(proposal.Checks);
    }
}
