using Microsoft.Extensions.Logging;

namespace VividMed.DurableTask.Tests;

internal sealed class RecordingLoggers : ILoggerFactory, ILogger
{
    public List<string> Lines { get; } = [];

    public void Write(ILogger logger, string line) => logger.Log(LogLevel.Information, default, line, exception: null, (state, _) => state);

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add(formatter(state, exception));

    public void Dispose()
    {
        // Nothing is held.
    }
}
