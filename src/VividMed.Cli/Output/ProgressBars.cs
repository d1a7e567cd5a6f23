using Spectre.Console;
using Spectre.Console.Rendering;

namespace VividMed.Cli.Output;

/// <summary>
/// Bars of one layout everywhere: words, bar, percent, time left. The last three keep their widths, and the words have what is left of the line,
/// so that nothing wraps: a bar that wraps on a narrow terminal is drawn anew below itself each time.
/// </summary>
internal static class ProgressBars
{
    public const int BarWidth = 20;

    private const int PercentWidth = 4;
    private const int TimeWidth = 8;

    /// <summary>One between each two columns, and one at the end, which some terminals wrap at.</summary>
    private const int Gaps = 4;

    /// <param name="words">What to say of a task in so many characters.</param>
    public static Progress On(IAnsiConsole console, Func<ProgressTask, int, string> words) => console.Progress().Columns(
        new WordsColumn(words), new ProgressBarColumn { Width = BarWidth }, new PercentageColumn(), new RemainingTimeColumn());

    /// <summary>The same where a task's description is what to say.</summary>
    public static Progress On(IAnsiConsole console) => On(console, static (task, _) => task.Description);

    /// <summary>How many characters there are for words on a line.</summary>
    public static int WordsWidth(int line) => Math.Max(1, line - BarWidth - PercentWidth - TimeWidth - Gaps);

    /// <summary>The words, cut where they do not fit.</summary>
    public static string Cut(string words, int width) => words.Length <= width ? words : words[..Math.Max(0, width - 1)].TrimEnd() + "…";

    private sealed class WordsColumn(Func<ProgressTask, int, string> words) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
        {
            var width = WordsWidth(options.ConsoleSize.Width);
            return new Text(Cut(words(task, width), width));
        }

        public override int? GetColumnWidth(RenderOptions options) => WordsWidth(options.ConsoleSize.Width);
    }
}
