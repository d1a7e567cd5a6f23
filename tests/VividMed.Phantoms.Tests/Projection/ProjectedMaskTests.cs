using VividMed.Phantoms.Projection;

namespace VividMed.Phantoms.Tests.Projection;

public sealed class ProjectedMaskTests
{
    private const int Side = 40;
    private static readonly PhantomTarget Lung = new("lung", Taxonomy.Side.Left);

    [Fact]
    public void A_pixel_shows_what_its_ray_runs_through_for_a_fifth_of_the_longest_way()
    {
        var region = ProjectedMask.Of(Of(static column => column < 10 ? 0 : column < 20 ? 15 : 100), 0, Lung, "chest");

        Assert.NotNull(region);
        Assert.Equal((Lung.Target, Lung.Side, "chest"), (region.Target, region.Side, region.Location));
        Assert.False(region.Mask[15, 20, 0]);
        Assert.True(region.Mask[25, 20, 0]);
        Assert.Equal(region.Mask.Bounds(), region.Box);
    }

    [Fact]
    public void A_thin_edge_of_less_than_3_mm_is_not_seen()
    {
        Assert.Null(ProjectedMask.Of(Of(static _ => 2.9f), 0, Lung));
        Assert.NotNull(ProjectedMask.Of(Of(static _ => 3.1f), 0, Lung));
        Assert.Null(ProjectedMask.Of(Of(static _ => 0), 0, Lung));
    }

    [Fact]
    public void The_steps_of_voxels_do_not_fray_an_edge()
    {
        var region = ProjectedMask.Of(Of(static column => column < 20 ? 18 : 24, static row => row % 2 == 0 ? 0 : 4, longest: 110), 0, Lung)!;

        for (var row = 3; row < Side - 3; row++) Assert.Equal(region.Mask[18, 20, 0], region.Mask[18, row, 0]);
    }

    private static Shadow Of(Func<int, float> path, Func<int, float>? ripple = null, float longest = 0)
    {
        var paths = new float[Side * Side];
        for (var at = 0; at < paths.Length; at++) paths[at] = path(at % Side) + (ripple?.Invoke(at / Side) ?? 0);
        if (longest > 0) for (var row = 0; row < Side; row++) paths.AsSpan((row * Side) + 32, 8).Fill(longest);
        return new Shadow(Side, Side, 1, new float[paths.Length], [paths]);
    }
}
