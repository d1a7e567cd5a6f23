using System.CommandLine;
using System.Diagnostics;
using Grpc.Core;
using VividMed.Cli.Calls;
using VividMed.Cli.Output;

namespace VividMed.Cli;

/// <summary>
/// Gives every command the same manners: Ctrl+C cancels with exit 130, a failure is one line on stderr with exit 1, or one JSON object where
/// JSON was asked for. A defect of this program is one line too; its trace is for whoever asks for it.
/// </summary>
internal static class CliAction
{
    /// <summary>Set to anything, it lets a defect end the process as the runtime does, with its trace. A trace may quote what was read.</summary>
    public const string TraceVariable = "VIVIDMED_TRACE";

    public static void Set(Command command, Func<ParseResult, CancellationToken, Task<int>> action) =>
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                return await action(parsed, cancellationToken);
            }
            catch (Exception stopped) when (IsStop(stopped) && cancellationToken.IsCancellationRequested)
            {
                return Told(parsed, "cancelled", "cancelled; the same command goes on where it stopped", ExitCode.Cancelled);
            }
            catch (Exception failure) when (UserError.Explain(failure) is { } line)
            {
                var code = UserError.CodeOf(failure);
                return Told(parsed, code, line, code == CliException.WrongCallCode ? ExitCode.Usage : ExitCode.Failed);
            }
            catch (Exception defect) when (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(TraceVariable)))
            {
                return Told(parsed, "defect", Describe(defect), ExitCode.Failed);
            }
        });

    /// <summary>A call to a hub that is given up ends as one that the hub refused.</summary>
    private static bool IsStop(Exception failure) => failure is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled };

    private static int Told(ParseResult parsed, string code, string message, int exit)
    {
        ErrorOutput.Write(ErrorOutput.IsJson(parsed), new ErrorReport(code, message, CallFaults.PathOf(parsed.CommandResult), exit));
        return exit;
    }

    /// <summary>Where it happened and of what kind it is; never its message, which may hold what was read.</summary>
    private static string Describe(Exception defect)
    {
        var origin = defect.GetBaseException();
        var place = new StackTrace(origin).GetFrames().Select(static frame => frame.GetMethod())
            .FirstOrDefault(static method => method?.DeclaringType?.Namespace?.StartsWith("VividMed", StringComparison.Ordinal) == true);
        var where = place is null ? "" : $" in {place.DeclaringType!.FullName}.{place.Name}";
        return $"a defect of vividmed ({origin.GetType().Name}{where}): please report this line; {TraceVariable}=1 shows the trace";
    }
}
