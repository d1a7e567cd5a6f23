namespace VividMed.DurableTask;

/// <summary>How an orchestration restarts itself with a fresh history.</summary>
public sealed class ContinueAsNewOptions
{
    public object? NewInput { get; init; }

    /// <summary>Whether events that nobody has waited for yet reach the next execution.</summary>
    public bool PreserveUnprocessedEvents { get; init; } = true;

    /// <summary>The version of the next execution; null keeps the present one.</summary>
    public string? NewVersion { get; init; }
}
