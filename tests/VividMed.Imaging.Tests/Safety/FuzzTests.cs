using System.Diagnostics;
using System.Globalization;

namespace VividMed.Imaging.Tests.Safety;

/// <summary>
/// Damaged input for every decoder and parser: an image or a typed refusal, soon and in bounded memory, whatever happens to the bytes.
/// VIVIDMED_FUZZ_CASES sets how many damaged files there are over all targets, VIVIDMED_FUZZ_SEED where their numbering begins.
/// A failure names its target and seed.
/// </summary>
public sealed class FuzzTests
{
    private const int UsualCases = 12_000;
    private const long MostBytes = 48 << 20;

    /// <summary>Longer than any case takes on a machine with twenty other things to do; a hang takes for ever.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static readonly int Cases = Setting("VIVIDMED_FUZZ_CASES", UsualCases);
    private static readonly int FirstSeed = Setting("VIVIDMED_FUZZ_SEED", 0);

    public static IEnumerable<TheoryDataRow<string>> Names() => FuzzTarget.All.Select(static target => new TheoryDataRow<string>(target.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_damaged_file_is_read_or_refused_and_never_worse(string name)
    {
        var target = FuzzTarget.All.Single(target => target.Name == name);
        var files = target.Files();
        if (files.Length == 0) Assert.Skip("the real files are not beside the repository");
        foreach (var file in files) ReadUndamaged(target, file);

        var seed = FirstSeed;
        var count = Math.Max(1, Cases / FuzzTarget.All.Length / target.Cost);
        var batter = Task.Factory.StartNew(() => { for (; seed < FirstSeed + count; seed++) Try(target, files[seed % files.Length], seed); }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        for (var last = -1; !batter.IsCompleted; last = seed)
        {
            if (await Task.WhenAny(batter, Task.Delay(Longest, TestContext.Current.CancellationToken)) != batter) Assert.True(seed != last, $"{name}: seed {seed} hangs");
        }

        await batter;
    }

    /// <summary>The undamaged file must get through to where damage can matter, or the target tests nothing.</summary>
    private static void ReadUndamaged(FuzzTarget target, byte[] file)
    {
        try
        {
            target.Read(file);
        }
        catch (ImageFormatException refusal) when (refusal.Code is "missing-codec" or "not-a-radiograph" or "not-a-picture" or "not-a-volume" or "no-pixel-data" or "duplicate-slices" or "malformed-slice-geometry" or "not-a-slice" or "malformed-image-header" or "truncated-pixel-data" or "no-such-frame")
        {
            Assert.NotEmpty(refusal.Message);
        }
    }

    private static void Try(FuzzTarget target, byte[] file, int seed)
    {
        var bytes = Mutator.Mutate(file, new Random(seed));
        var (allocated, clock) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
        try
        {
            target.Read(bytes);
        }
        catch (ImageFormatException refusal)
        {
            Assert.Matches("^[a-z][a-z0-9-]+$", refusal.Code);
        }
        catch (Exception error)
        {
            Assert.Fail($"{target.Name}: seed {seed}: {error}");
        }

        var taken = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Assert.True(taken < MostBytes, $"{target.Name}: seed {seed} allocated {taken} bytes");
        Assert.True(clock.Elapsed < Longest, $"{target.Name}: seed {seed} took {clock.Elapsed}");
    }

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) && value >= 0 ? value : usual;
}
