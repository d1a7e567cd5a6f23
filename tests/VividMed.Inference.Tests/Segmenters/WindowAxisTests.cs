using CsCheck;
using VividMed.Inference.Manifests;
using VividMed.Inference.Segmenters;

namespace VividMed.Inference.Tests.Segmenters;

public sealed class WindowAxisTests
{
    [Fact]
    public void Every_voxel_is_covered_and_the_sums_are_those_of_the_windows_that_reach_it() =>
        Gen.Select(Gen.Int[1, 300], Gen.Int[1, 100], Gen.Double[0, 0.95], Gen.Bool, Gen.Enum<PaddingSide>()).Sample((length, window, overlap, gaussian, padding) =>
        {
            var axis = new WindowAxis(length, window, overlap, gaussian ? 0.125 : null, padding);
            for (var voxel = 0; voxel < length; voxel++)
            {
                var sum = 0f;
                foreach (var start in axis.Starts)
                {
                    if (voxel >= start && voxel < start + window) sum += axis.Weights[voxel - start];
                }

                if (sum <= 0 || Math.Abs(sum - axis.Sums[voxel]) > 1e-5) return false;
            }

            return axis.Starts.SequenceEqual(axis.Starts.Order()) && axis.Starts.All(start => start + window <= Math.Max(length, window) + Math.Max(0, axis.Offset));
        });

    [Theory]
    [InlineData(360, 288, 0.5, 2)]
    [InlineData(110, 96, 0.5, 2)]
    [InlineData(96, 64, 0.5, 2)]
    [InlineData(64, 64, 0.5, 1)]
    [InlineData(10, 64, 0.5, 1)]
    [InlineData(128, 64, 0, 2)]
    public void The_number_of_windows_follows_the_step(int length, int window, double overlap, int count) =>
        Assert.Equal(count, new WindowAxis(length, window, overlap, 0.125, PaddingSide.End).Starts.Length);

    [Fact]
    public void A_short_volume_lies_in_the_middle_or_at_the_beginning()
    {
        Assert.Equal([-3], new WindowAxis(4, 10, 0.5, null, PaddingSide.Both).Starts);
        Assert.Equal([0], new WindowAxis(4, 10, 0.5, null, PaddingSide.End).Starts);
        Assert.Equal((3, 4), new WindowAxis(4, 10, 0.5, null, PaddingSide.Both).Inside(-3));
    }
}
