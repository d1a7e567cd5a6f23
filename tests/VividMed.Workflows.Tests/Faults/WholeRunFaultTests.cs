using System.Globalization;

namespace VividMed.Workflows.Tests.Faults;

/// <summary>
/// Whole runs in the middle of trouble, by seed: whatever happened, every version is sound, and the dataset ends as if nothing had.
/// <c>VIVIDMED_FAULT_SEEDS</c> asks for more of them (from <c>VIVIDMED_FAULT_FIRST</c> on), <c>VIVIDMED_FAULT_SEED</c> for one.
/// </summary>
public sealed class WholeRunFaultTests
{
    private const int InEveryTestRun = 50;

    [Fact]
    public async Task Whatever_goes_wrong_every_version_is_sound_and_the_dataset_ends_as_if_nothing_had()
    {
        var one = Number("VIVIDMED_FAULT_SEED");
        var (first, last) = (Number("VIVIDMED_FAULT_FIRST") ?? 1, Number("VIVIDMED_FAULT_SEEDS") ?? InEveryTestRun);
        var seeds = one is { } only ? [only] : Enumerable.Range(first, last - first + 1);
        var faults = 0;
        foreach (var seed in seeds)
        {
            try
            {
                faults += await PlayAsync(seed);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"seed {seed}: VIVIDMED_FAULT_SEED={seed} plays it again", failure);
            }
        }

        Assert.True(faults > 0, "no fault happened at all");
    }

    private static async Task<int> PlayAsync(int seed)
    {
        using var scene = new FaultScene(seed);
        await scene.TroubledRunAsync("first");
        scene.Edit();
        await scene.TroubledRunAsync("second");
        await scene.WakeZombiesAsync();
        scene.Edit();
        await scene.CalmRunAsync("third");
        await scene.WakeZombiesAsync();
        var before = await scene.CalmRunAsync("fourth");
        Assert.NotNull(before);
        Assert.Equal(before, await scene.CalmRunAsync("fifth"));
        await scene.CheckAsync();
        return scene.Faults;
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
