using VividMed.Storage.Stores;

namespace VividMed.Workflows.Tests.Faults;

/// <summary>
/// A store whose operations fail now and then: before they took effect, as on a full disk or without a network, or after it, as for a process
/// that dies before it hears the answer.
/// </summary>
internal sealed class FaultStore(IBlobStore store, FaultPlan plan) : IBlobStore
{
    public string DisplayName => store.DisplayName;

    public Task<bool> TryCreateAsync(string name, Stream content, CancellationToken cancellationToken = default) =>
        plan.DoAsync(() => store.TryCreateAsync(name, content, cancellationToken));

    public Task<string?> WriteAsync(string name, Stream content, string? ifMatch = null, CancellationToken cancellationToken = default) =>
        plan.DoAsync(() => store.WriteAsync(name, content, ifMatch, cancellationToken));

    public async Task<IStagedBlob> StageAsync(CancellationToken cancellationToken = default) =>
        new Staged(await plan.DoAsync(() => store.StageAsync(cancellationToken)), plan);

    public Task<Stream?> OpenReadAsync(string name, long offset = 0, long? length = null, CancellationToken cancellationToken = default) =>
        plan.DoAsync(() => store.OpenReadAsync(name, offset, length, cancellationToken));

    public Task<BlobProperties?> GetPropertiesAsync(string name, CancellationToken cancellationToken = default) =>
        plan.DoAsync(() => store.GetPropertiesAsync(name, cancellationToken));

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken = default) =>
        store.ListAsync(prefix, cancellationToken);

    public IAsyncEnumerable<BlobEntry> ListEntriesAsync(string prefix, CancellationToken cancellationToken = default) =>
        store.ListEntriesAsync(prefix, cancellationToken);

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        plan.DoAsync(() => store.DeleteAsync(name, cancellationToken));

    private sealed class Staged(IStagedBlob staged, FaultPlan plan) : IStagedBlob
    {
        public Stream Content => staged.Content;

        public Task<bool> TryPublishAsync(string name, CancellationToken cancellationToken = default) =>
            plan.DoAsync(() => staged.TryPublishAsync(name, cancellationToken));

        public ValueTask DisposeAsync() => staged.DisposeAsync();
    }
}

/// <summary>Decides by a seed which operations fail, and how often at most.</summary>
internal sealed class FaultPlan(int seed)
{
    private readonly Random _dice = new(seed);
    private int _left;

    /// <summary>Faults that may still come.</summary>
    public int Left
    {
        set => _left = value;
    }

    public int Happened { get; private set; }

    public async Task<T> DoAsync<T>(Func<Task<T>> operation)
    {
        var moment = Roll();
        if (moment == Moment.Before) throw new FaultException("no space left on the device");
        var done = await operation();
        if (moment == Moment.After) throw new FaultException("the process died before it heard the answer");
        return done;
    }

    private Moment Roll()
    {
        lock (_dice)
        {
            if (_left == 0 || _dice.Next(12) > 0) return Moment.Never;
            _left--;
            Happened++;
            return _dice.Next(2) == 0 ? Moment.Before : Moment.After;
        }
    }

    private enum Moment
    {
        Never,
        Before,
        After,
    }
}

/// <summary>The machine's trouble, which no study is to be blamed for.</summary>
internal sealed class FaultException(string message) : IOException(message);
