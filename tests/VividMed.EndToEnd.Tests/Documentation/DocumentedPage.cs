using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using VividMed.TestKit;

namespace VividMed.EndToEnd.Tests.Documentation;

/// <summary>A page whose commands are given to bash one block after the other, in one folder, as a reader would.</summary>
internal sealed partial class DocumentedPage
{
    /// <summary>The built program under its name; whoever runs it from the sources runs the same.</summary>
    private const string Prelude = """
        dotnet() { if [ "$1" = run ]; then while [ "$1" != -- ]; do shift; done; shift; vividmed "$@"; else command dotnet "$@"; fi; }
        """;

    /// <summary>Every page whose blocks a reader may copy. Decisions and figures tell what was done once.</summary>
    public static IEnumerable<string> All => Directory.GetFiles(Repository.Path("docs"), "*.md", SearchOption.AllDirectories)
        .Append(Repository.Path("README.md"))
        .Select(static file => Path.GetRelativePath(Repository.Root, file))
        .Where(static file => !file.StartsWith(Path.Combine("docs", "decisions"), StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private readonly string _path;

    public DocumentedPage(string path) => (_path, Blocks) = (path, DocumentedBlock.Of(File.ReadAllText(Repository.Path(path))));

    public IReadOnlyList<DocumentedBlock> Blocks { get; }

    public bool HasCommands => Blocks.Any(static block => block is { IsShell: true, Reason: null, HasTestOfItsOwn: false });

    public bool StandsOnDemo => Blocks.Any(static block => block is { IsShell: true, Reason: null, HasTestOfItsOwn: false } && block.Text.Contains("vividmed-demo", StringComparison.Ordinal));

    /// <summary>Runs every block that can be, and holds what is printed against what the page says is.</summary>
    public async Task RunAsync(string folder, CancellationToken cancellationToken)
    {
        var printed = "";
        foreach (var block in Blocks)
        {
            if (block is { IsShell: true, Reason: null, HasTestOfItsOwn: false })
            {
                var (exit, output) = await BashAsync(block.Text, folder, cancellationToken);
                Assert.True(exit == 0, $"{_path}:{block.Line} ended with {exit}\n{block.Text}\n{output}");
                printed = output;
            }
            else if (block.IsOutput)
            {
                foreach (var line in Lines(block.Text)) Assert.True(Lines(printed).Contains(line), $"{_path}:{block.Line} says that this is printed: {line}\nbut printed is\n{printed}");
            }
        }
    }

    /// <summary>Lines without what differs from run to run: numbers, blanks, rules, and what an ellipsis stands for.</summary>
    private static IReadOnlyCollection<string> Lines(string text) =>
    [
        .. text.Split('\n').Select(static line => Blanks().Replace(Numbers().Replace(line, "#"), " ").Trim()).Where(static line => line.Any(char.IsLetter)),
    ];

    private static async Task<(int Exit, string Output)> BashAsync(string script, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-e", "-o", "pipefail", "-c", Prelude + "\n" + script])
        {
            WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["PATH"] = Vividmed.Folder + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        start.Environment["HOME"] = folder;
        using var bash = Process.Start(start)!;
        var both = new StringBuilder();
        await Task.WhenAll(TakeAsync(bash.StandardOutput, both), TakeAsync(bash.StandardError, both));
        await bash.WaitForExitAsync(cancellationToken);
        return (bash.ExitCode, both.ToString());
    }

    private static async Task TakeAsync(StreamReader from, StringBuilder into)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            lock (into) into.Append(line).Append('\n');
        }
    }

    [GeneratedRegex(@"\d[\d.,]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Blanks();
}
