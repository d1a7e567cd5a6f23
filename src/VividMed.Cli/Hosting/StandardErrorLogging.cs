using Microsoft.Extensions.Logging.Console;

namespace VividMed.Cli.Hosting;

internal static class StandardErrorLogging
{
    /// <summary>Logs as single lines on stderr: stdout belongs to data.</summary>
    public static ILoggingBuilder AddStandardError(this ILoggingBuilder logging, LogLevel level)
    {
        logging.SetMinimumLevel(level).AddFilter("Microsoft", LogLevel.Warning).AddSimpleConsole(options => options.SingleLine = true);
        // Why a server did not start is told by the command, in one line.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        logging.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        return logging;
    }
}
