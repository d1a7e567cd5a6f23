using System.CommandLine;
using VividMed.Cli.Output;

namespace VividMed.Cli;

/// <summary>
/// Gives every command the same manners: Ctrl+C cancels with exit 130, an expected failure is one line on stderr with exit 1.
/// </summary>
internal static class CliAction
{
    public static void Set(Command command, Func<ParseResult, CancellationToken, Task<int>> action) =>
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                return await action(parsed, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                await Console.Error.WriteLineAsync("vividmed: cancelled; the same command goes on where it stopped");
                return ExitCode.Cancelled;
            }
            catch (Exception failure) when (UserError.Explain(failure) is { } line)
            {
                await Console.Error.WriteLineAsync("vividmed: " + line);
                return ExitCode.Failed;
            }
        });
}
