namespace VividMed.DurableTask.Client;

/// <summary>Hands out clients by the name under which they were registered.</summary>
public interface IDurableTaskClientProvider
{
    /// <exception cref="ArgumentOutOfRangeException">No client has this name.</exception>
    DurableTaskClient GetClient(string? name = null);
}
