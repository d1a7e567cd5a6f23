namespace VividMed.DurableTask.Tests;

/// <summary>Source that compiles against the covered part of the official SDK compiles against ours.</summary>
public sealed class OfficialApiTests
{
    private static readonly OfficialApi s_list = OfficialApi.Read();
    private static readonly HashSet<string> s_ours = ApiSurface.Of(typeof(TaskName).Assembly).ToHashSet(StringComparer.Ordinal);

    [Fact]
    public void Every_member_listed_as_covered_exists_with_exactly_that_signature() => Assert.Empty(s_list.Covered.Except(s_ours));

    [Fact]
    public void Every_public_member_of_ours_is_official_or_listed_as_our_own() => Assert.Empty(s_ours.Except(s_list.Covered).Except(s_list.Own.Keys));

    [Fact]
    public void What_is_listed_as_our_own_exists_and_what_is_listed_as_not_covered_does_not()
    {
        Assert.Empty(s_list.Own.Keys.Except(s_ours));
        Assert.Empty(s_list.NotCovered.Keys.Intersect(s_ours));
    }

    [Fact]
    public void Every_difference_has_its_reason() => Assert.DoesNotContain(s_list.Own.Concat(s_list.NotCovered), line => line.Value.Length == 0);
}
