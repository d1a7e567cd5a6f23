using System.CommandLine;
using VividMed.Cli.CommandOptions;

namespace VividMed.Cli.Commands;

/// <summary>vividmed completion: a script for a shell, which asks the program itself what may come next.</summary>
internal static class CompletionCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { HelpName = "shell", Description = "bash, zsh, fish or pwsh" };
        shell.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(static token => !Shells.Contains(token.Value, StringComparer.Ordinal))) result.AddError(ChoiceOptions.Refusal("completion", Shells, token.Value));
        });
        shell.CompletionSources.Add(Shells);
        var command = new Command("completion", "Print a script that lets a shell complete commands, options and their values; the script's first lines say where it goes") { shell };
        CliAction.Set(command, (parsed, _) =>
        {
            Console.Out.Write(Script(parsed.GetRequiredValue(shell)));
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static string Script(string shell)
    {
        using var stream = typeof(CompletionCommand).Assembly.GetManifestResourceStream($"VividMed.Cli.Calls.completion.{shell}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
