using Grpc.Core;

namespace VividMed.DurableTask.Tests;

internal sealed class ScriptedReader<T>(IEnumerable<T> values) : IAsyncStreamReader<T>
{
    private readonly IEnumerator<T> _values = values.GetEnumerator();

    public T Current => _values.Current;

    public Task<bool> MoveNext(CancellationToken cancellationToken) => Task.FromResult(_values.MoveNext());
}
