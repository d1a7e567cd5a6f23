using CsCheck;

namespace VividMed.Taxonomy.Tests;

public sealed class SidesTests
{
    private static readonly Gen<Side> AnySide = Gen.Enum<Side>();

    [Theory]
    [InlineData(Side.None, Side.None, Side.None)]
    [InlineData(Side.None, Side.Left, Side.Left)]
    [InlineData(Side.None, Side.Both, Side.Both)]
    [InlineData(Side.Left, Side.Left, Side.Left)]
    [InlineData(Side.Left, Side.Right, Side.Both)]
    [InlineData(Side.Right, Side.Both, Side.Both)]
    public void Left_and_right_make_both_and_none_adds_nothing(Side a, Side b, Side union) => Assert.Equal(union, Sides.Union(a, b));

    [Fact]
    public void The_order_in_which_sides_are_added_does_not_matter() =>
        Gen.Select(AnySide, AnySide, AnySide).Sample(static (a, b, c) =>
            Sides.Union(a, b) == Sides.Union(b, a)
            && Sides.Union(a, Sides.Union(b, c)) == Sides.Union(Sides.Union(a, b), c)
            && Sides.Union(a, a) == a);

    [Fact]
    public void The_parts_of_a_side_make_it_again() =>
        AnySide.Sample(static side =>
            Sides.Each(side).Aggregate(Side.None, Sides.Union) == side && Sides.Each(side).Distinct().Count() == Sides.Each(side).Count);

    [Fact]
    public void Both_are_left_and_right_and_no_side_is_one_of_its_own()
    {
        Assert.Equal([Side.Left, Side.Right], Sides.Each(Side.Both));
        Assert.Equal([Side.None], Sides.Each(Side.None));
    }

    [Fact]
    public void Only_left_and_right_conflict_whichever_comes_first() =>
        Gen.Select(AnySide, AnySide).Sample(static (a, b) =>
            Sides.Conflict(a, b) == (Sides.Union(a, b) == Side.Both && a != Side.Both && b != Side.Both));
}
