using System.Diagnostics;
using VividMed.Cli.Tests.Configuration;
using VividMed.Cli.Tests.Images;
using VividMed.TestKit;

namespace VividMed.Cli.Tests.Calls;

/// <summary>Shells ask the program what may come next.</summary>
[Collection(Captured.Console)]
public sealed class CompletionTests
{
    private const string Bash = "/bin/bash";

    [Theory]
    [InlineData("vividmed qua", "quarantine")]
    [InlineData("vividmed shards ver", "verify")]
    [InlineData("vividmed plan --part", "--partition-size")]
    [InlineData("vividmed config show --output js", "json")]
    [InlineData("vividmed run --dataset mim", "mimic-cxr")]
    [InlineData("vividmed image render a.dcm --montage cor", "coronal")]
    public async Task Bash_completes_by_the_printed_script(string line, string completed)
    {
        Assert.SkipUnless(File.Exists(Bash), "needs bash");
        using var folder = new TemporaryFolder();
        // As bash calls a completion: the line, the cursor at its end, and the words that it cut.
        const string ask = """
            source <(vividmed completion bash)
            COMP_LINE=$1; COMP_POINT=${#1}; read -ra COMP_WORDS <<< "$1"; COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
            _vividmed
            printf '%s\n' "${COMPREPLY[@]}"
            """;

        var (exit, output) = await BashAsync(folder.Root, ask, line);

        Assert.Equal(0, exit);
        Assert.Equal(completed, Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task Bash_knows_which_command_the_script_is_for()
    {
        Assert.SkipUnless(File.Exists(Bash), "needs bash");
        using var folder = new TemporaryFolder();

        var (_, output) = await BashAsync(folder.Root, "source <(vividmed completion bash); complete -p vividmed", "");

        Assert.Equal("complete -o default -F _vividmed vividmed", output.Trim());
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _vividmed vividmed")]
    [InlineData("zsh", "#compdef vividmed")]
    [InlineData("fish", "complete -c vividmed")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName vividmed")]
    public async Task Each_shell_has_a_script_that_asks_the_program(string shell, string registers)
    {
        var printed = await Captured.RunAsync("completion", shell);

        Assert.Equal(ExitCode.Ok, printed.Exit);
        Assert.Contains(registers, printed.Output, StringComparison.Ordinal);
        Assert.Contains("[suggest:", printed.Output, StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Output)> BashAsync(string folder, string script, string argument)
    {
        var start = new ProcessStartInfo(Bash, ["--norc", "-c", script, "test", argument]) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["PATH"] = VividmedProcess.Folder + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        using var bash = Process.Start(start)!;
        var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (bash.ExitCode, output);
    }
}
