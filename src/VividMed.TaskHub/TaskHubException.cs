namespace VividMed.TaskHub;

/// <summary>A hub that cannot open or use its store.</summary>
public sealed class TaskHubException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Stable, kebab-case: <c>database-path-missing</c>, <c>database-in-use</c>, <c>database-newer</c>,
    /// <c>database-damaged</c>, <c>database-unreadable</c>, <c>disk-full</c>, <c>hub-name-invalid</c>, <c>remote-unprotected</c>, <c>certificate-unreadable</c>, <c>tokens-missing</c>, <c>tokens-unreadable</c>.</summary>
    public string Code { get; } = code;

    /// <summary>The code of the one fault that passes when somebody makes room.</summary>
    internal const string DiskFull = "disk-full";
}
