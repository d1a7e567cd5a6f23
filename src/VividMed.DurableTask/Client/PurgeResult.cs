namespace VividMed.DurableTask.Client;

/// <summary>What a purge did.</summary>
/// <param name="count">The number of instances that are gone.</param>
/// <param name="isComplete">Whether all that matched are gone; null when the server does not say.</param>
public sealed class PurgeResult(int count, bool? isComplete = null)
{
    public int PurgedInstanceCount { get; } = count;

    public bool? IsComplete { get; } = isComplete;
}
