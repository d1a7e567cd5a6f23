using System.Text.RegularExpressions;
using Microsoft.DurableTask.Client;
using Spectre.Console;
using VividMed.Cli.Output;
using VividMed.Cli.Tests.Configuration;
using VividMed.TestKit;
using VividMed.Workflows.Progress;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Tests.Output;

/// <summary>A line of progress is one line, with its bar, percent and time whole, on terminals of any usual width; what is piped has no sign that only a terminal understands.</summary>
public sealed partial class ProgressBarsTests
{
    private const string Run = "mimic-cxr-20261130-141203";

    private static readonly RunSnapshot Snapshot = new(new OrchestrationMetadata("SynthesizeDataset", Run), SynthesisProgress.None with
    {
        Phase = "synthesizing",
        Planned = 227_835,
        Tagged = 120_500,
        Localized = 118_000,
        Grounded = 117_900,
        Written = 117_000,
        Quarantined = 12,
        Excluded = 2_345,
    });

    [Theory]
    [InlineData(80, "119357 of 227835")]
    [InlineData(120, "synthesizing, 119357 of 227835, 12 in quarantine")]
    [InlineData(160, "synthesizing, tagged 120500, written 117000 of 227835, 12 in quarantine, excluded 2345")]
    [InlineData(220, "synthesizing, planned 227835, tagged 120500, localized 118000, grounded 117900, written 117000, quarantined 12, excluded 2345")]
    public async Task A_run_says_as_much_as_there_is_room_for_and_its_bar_stays_whole(int width, string words)
    {
        var line = await LineAsync(width, (_, room) => ProgressLine.Fit(Run, Snapshot, room));

        Assert.Contains($"{Run}: {words} ", line, StringComparison.Ordinal);
        Assert.Matches(WholeBar(), line);
        Assert.True(line.Length < width, $"{line.Length} of {width}");
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(160)]
    public async Task Words_that_are_too_long_are_cut_and_nothing_wraps(int width)
    {
        var line = await LineAsync(width, static (_, _) => new string('x', 500));

        Assert.Contains("x…", line, StringComparison.Ordinal);
        Assert.Matches(WholeBar(), line);
    }

    [Fact]
    public void A_name_that_is_too_long_leaves_room_for_the_counts() =>
        Assert.Equal("a-very-long-name-that-som…: 119357 of 227835", ProgressLine.Fit("a-very-long-name-that-somebody-gave-to-a-run", Snapshot, 44));

    [Fact]
    public async Task What_is_piped_has_no_control_character()
    {
        using var folder = new TemporaryFolder();

        var written = await VividmedProcess.RunAsync(folder.Root, [("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], "phantom", "--out", "p", "--cxr", "2", "--ct", "0");
        var listed = await VividmedProcess.RunAsync(folder.Root, [("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], "config", "show");

        Assert.Contains("writing phantoms: 2 of 2", written.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(written.Output + written.Errors + listed.Output, static sign => char.IsControl(sign) && sign != '\n');
    }

    /// <summary>The last picture of a task that is two fifths done: the only line with a percentage.</summary>
    private static async Task<string> LineAsync(int width, Func<ProgressTask, int, string> words)
    {
        var screen = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, ColorSystem = ColorSystemSupport.Standard, Out = new AnsiConsoleOutput(screen) });
        (console.Profile.Width, console.Profile.Capabilities.Unicode) = (width, true);
        await ProgressBars.On(console, words).AutoRefresh(false).StartAsync(drawing =>
        {
            drawing.AddTask("task").Value = 40;
            drawing.Refresh();
            return Task.CompletedTask;
        });
        var lines = Control().Replace(screen.ToString(), "").Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.True(line.TrimEnd().Length < width, line));
        return lines.Last(static line => line.Contains("40%", StringComparison.Ordinal)).TrimEnd();
    }

    [GeneratedRegex(@" ━{20}\s+40%\s+(--:--:--|\d\d:\d\d:\d\d)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WholeBar();

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Control();
}
