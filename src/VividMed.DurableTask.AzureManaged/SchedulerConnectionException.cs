namespace Microsoft.DurableTask;

/// <summary>A connection to the scheduler is described wrongly. The message names the key at fault, never a value that may be secret.</summary>
public sealed class SchedulerConnectionException(string key, string message) : ArgumentException(message)
{
    /// <summary>The key of the connection string, such as <c>Endpoint</c>; empty when the text as a whole is at fault.</summary>
    public string Key { get; } = key;
}
