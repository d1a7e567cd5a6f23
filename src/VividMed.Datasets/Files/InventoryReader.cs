using System.Runtime.CompilerServices;

namespace VividMed.Datasets.Files;

/// <summary>
/// Lists a dataset's files part by part, the next parts while the present one is worked on: one listing answers for thousands of files
/// that would cost a question each, and memory holds a few parts, not the dataset.
/// </summary>
internal static class InventoryReader
{
    private const int Ahead = 4;

    /// <summary>For each part, in order, the part with the files under its prefixes.</summary>
    public static async IAsyncEnumerable<(T Part, FileInventory Files)> ReadAsync<T>(
        IDatasetFiles files, IEnumerable<T> parts, Func<T, IReadOnlyList<string>> prefixes,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var listing = new Queue<(T Part, Task<FileInventory> Files)>();
        try
        {
            foreach (var part in parts)
            {
                listing.Enqueue((part, Task.Run(() => ListAsync(files, prefixes(part), stop.Token), stop.Token)));
                if (listing.Count < Ahead) continue;
                var (ready, inventory) = listing.Dequeue();
                yield return (ready, await inventory);
            }

            while (listing.TryDequeue(out var last)) yield return (last.Part, await last.Files);
        }
        finally
        {
            await stop.CancelAsync();
            await ((Task)Task.WhenAll(listing.Select(static left => left.Files))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<FileInventory> ListAsync(
        IDatasetFiles files, IReadOnlyList<string> prefixes, CancellationToken cancellationToken)
    {
        var listed = new Dictionary<string, DatasetFile>(StringComparer.Ordinal);
        foreach (var prefix in prefixes)
        {
            await foreach (var file in files.ListAsync(prefix, cancellationToken)) listed[file.Path] = file;
        }

        return new FileInventory(files, prefixes, listed);
    }
}
