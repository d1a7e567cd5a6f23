using CsCheck;
using VividMed.Grounding;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Shards.Quality;

namespace VividMed.Shards.Tests.Quality;

public sealed class SampleChecksTests
{
    [Fact]
    public void A_region_stands_once_whatever_is_thought_of_it()
    {
        var sample = TestSamples.Radiograph("s1");
        var again = sample.Regions[0] with { Score = 0.3, Grade = Grade.C, Checks = ["score=fail"], Model = "other" };

        Assert.Equal(["duplicate-region"], Codes(sample with { Regions = [.. sample.Regions, again] }));
        Assert.Empty(Codes(sample with { Regions = [.. sample.Regions, again with { Label = "other" }] }));
        Assert.Empty(Codes(sample with { Regions = [.. sample.Regions, again with { Box = Box.Flat(4, 3, 7.6, 6) }] }));
    }

    [Fact]
    public void Versions_of_older_releases_still_verify()
    {
        var sample = TestSamples.Radiograph("s1");

        Assert.Empty(SampleChecks.Find(sample with { Regions = [.. sample.Regions, sample.Regions[0]] }));
    }

    [Theory]
    [InlineData(1, 1, 0, 2, 3, 1, true)]
    [InlineData(0.4, 1.6, 0, 2.9, 3, 1, true)]
    [InlineData(1, 1, 0, 3.5, 3, 1, false)]
    [InlineData(1, 2.5, 0, 2, 3, 1, false)]
    public void A_box_is_the_hull_of_its_mask_within_a_voxel(double x0, double y0, double z0, double x1, double y1, double z1, bool sound)
    {
        var sample = TestSamples.Tomogram("s1");

        Assert.Equal(sound ? [] : ["box-not-hull"], Codes(sample with { Regions = [sample.Regions[0] with { Box = new Box(x0, y0, z0, x1, y1, z1) }] }));
    }

    [Fact]
    public void The_hull_of_run_lengths_is_that_of_the_voxels()
    {
        Gen.Select(Gen.Int[1, 6], Gen.Int[1, 6], Gen.Int[1, 4], Gen.Double[0, 0.5], Gen.Int).Sample(static (width, height, depth, share, seed) =>
        {
            var (mask, random) = (new Mask(width, height, depth), new Random(seed));
            for (var i = 0; i < width * height * depth; i++)
            {
                if (random.NextDouble() < share) mask[i % width, i / width % height, i / width / height] = true;
            }

            return MaskHull.Of(RunLengthMask.Encode(mask)) == mask.Bounds();
        });
    }

    private static IEnumerable<string> Codes(Sample sample) => SampleChecks.FindBeforeWriting(sample).Select(static problem => problem.Code);
}
