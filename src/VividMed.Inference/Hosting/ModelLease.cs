namespace VividMed.Inference;

/// <summary>The right to use an open model; it is not closed before this is disposed.</summary>
public sealed class ModelLease<T> : IDisposable
{
    private Action? _release;

    internal ModelLease(T model, Action release)
    {
        Model = model;
        _release = release;
    }

    public T Model { get; }

    public void Dispose() => Interlocked.Exchange(ref _release, value: null)?.Invoke();
}
