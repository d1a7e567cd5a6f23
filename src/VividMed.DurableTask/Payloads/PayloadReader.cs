using Grpc.Core;

namespace VividMed.DurableTask;

/// <summary>A stream of responses whose payloads are put back as they are read.</summary>
internal sealed class PayloadReader<T>(IAsyncStreamReader<T> inner, Func<object?, CancellationToken, Task> resolve) : IAsyncStreamReader<T>
{
    public T Current => inner.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (!await inner.MoveNext(cancellationToken))
        {
            return false;
        }

        await resolve(inner.Current, cancellationToken);
        return true;
    }
}
