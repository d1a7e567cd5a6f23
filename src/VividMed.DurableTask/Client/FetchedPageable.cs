using System.Runtime.CompilerServices;

namespace VividMed.DurableTask.Client;

internal sealed class FetchedPageable<T>(Func<string?, int?, CancellationToken, Task<Page<T>>> fetch) : AsyncPageable<T>
    where T : notnull
{
    public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
        Fetch(continuationToken, pageSizeHint);

    private async IAsyncEnumerable<Page<T>> Fetch(string? token, int? size, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        do
        {
            Page<T> page = await fetch(token, size, cancellation);
            yield return page;
            token = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(token));
    }
}
