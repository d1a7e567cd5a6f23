using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace VividMed.Exports.Running;

/// <summary>Goes through a sequence on another thread, some items ahead of whoever takes them.</summary>
internal static class ReadAhead
{
    /// <param name="most">Items that wait at most.</param>
    public static async IAsyncEnumerable<T> Of<T>(IAsyncEnumerable<T> items, int most, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waiting = Channel.CreateBounded<T>(new BoundedChannelOptions(most) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => FillAsync(items, waiting.Writer, end.Token), CancellationToken.None);
        try
        {
            await foreach (var item in waiting.Reader.ReadAllAsync(cancellationToken)) yield return item;
        }
        finally
        {
            await end.CancelAsync();
            await reading;
        }
    }

    private static async Task FillAsync<T>(IAsyncEnumerable<T> items, ChannelWriter<T> waiting, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var item in items.WithCancellation(cancellationToken)) await waiting.WriteAsync(item, cancellationToken);
            waiting.Complete();
        }
        catch (Exception failure)
        {
            // Thrown to whoever takes the items, behind those that were read before.
            waiting.Complete(failure);
        }
    }
}
