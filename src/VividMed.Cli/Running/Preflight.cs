using VividMed.Cli.Configuration;
using VividMed.Datasets.Files;
using VividMed.Storage.Stores;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Running;

/// <summary>
/// Looks at what a run of this process's own workers reads and writes before it is begun, so that a wrong key or address is told at once and
/// never tried again. What models, tables and the plan say is looked at by the run's first activities, wherever they work.
/// </summary>
internal static class Preflight
{
    /// <summary>Written and deleted again: rights to read say nothing of rights to write.</summary>
    private const string ProbeName = "runs/writable";

    /// <exception cref="StorageException">A place does not do, or a sign-in is refused.</exception>
    /// <exception cref="StoreUnavailableException">A place does not answer.</exception>
    public static async Task CheckAsync(SynthesisRequest request, CancellationToken cancellationToken)
    {
        var source = DatasetSource.OpenFiles(request.Root, ProcessSecrets.Storage);
        await source.ListAsync("", cancellationToken).Take(1).ToListAsync(cancellationToken);

        var store = BlobStoreFactory.Open(request.Out, ProcessSecrets.Storage);
        await store.WriteAsync(ProbeName, ReadOnlyMemory<byte>.Empty, ifMatch: null, cancellationToken);
        await store.DeleteAsync(ProbeName, cancellationToken);
    }
}
