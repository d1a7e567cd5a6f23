namespace VividMed.TaskHub;

/// <summary>A hub that cannot open or use its store.</summary>
public sealed class TaskHubException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Stable, kebab-case: <c>database-path-missing</c>, <c>database-in-use</c>, <c>database-newer</c>.</summary>
    public string Code { get; } = code;
}
