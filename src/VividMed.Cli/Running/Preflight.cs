using VividMed.Cli.Configuration;
using VividMed.Datasets.Files;
using VividMed.Inference;
using VividMed.Inference.Execution;
using VividMed.Storage.Stores;
using VividMed.Taxonomy;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Resources;

namespace VividMed.Cli.Running;

/// <summary>
/// Looks at what a run of this process's own workers reads and writes before it is begun, so that a wrong key, address or model is told at
/// once and never tried again, and before there is a folder that was made for nothing. Models are opened, and tables read, by the run's first
/// activities, wherever they work.
/// </summary>
internal static class Preflight
{
    /// <summary>Written and deleted again: rights to read say nothing of rights to write.</summary>
    private const string ProbeName = "runs/writable";

    /// <exception cref="ModelException">The models folder, or a model that is asked for, does not do.</exception>
    /// <exception cref="StorageException">A place does not do, or a sign-in is refused.</exception>
    /// <exception cref="StoreUnavailableException">A place does not answer.</exception>
    public static async Task CheckAsync(SynthesisRequest request, ExecutionOptions execution, CancellationToken cancellationToken)
    {
        var dataset = DatasetSource.Open(request.Dataset, request.Root, ProcessSecrets.Storage);
        var stores = new PipelineStores(ProcessSecrets.Storage);
        using var taggers = new PipelineTaggers(stores, ProcessSecrets.Llm);
        using var models = new PipelineModels(stores, taggers, execution);
        models.Check(request, dataset.Modality);
        await models.ConfineAsync(request, cancellationToken);

        var source = DatasetSource.OpenFiles(request.Root, ProcessSecrets.Storage);
        await source.ListAsync("", cancellationToken).Take(1).ToListAsync(cancellationToken);

        var store = BlobStoreFactory.Open(request.Out, ProcessSecrets.Storage);
        await store.WriteAsync(ProbeName, ReadOnlyMemory<byte>.Empty, ifMatch: null, cancellationToken);
        await store.DeleteAsync(ProbeName, cancellationToken);
    }

    /// <summary>The part of it that needs no source: whether a models folder has what a run over images of a kind asks of it.</summary>
    /// <exception cref="ModelException">It has not.</exception>
    public static void CheckModels(SynthesisRequest request, Modality modality, ExecutionOptions execution)
    {
        var stores = new PipelineStores(ProcessSecrets.Storage);
        using var taggers = new PipelineTaggers(stores, ProcessSecrets.Llm);
        using var models = new PipelineModels(stores, taggers, execution);
        models.Check(request, modality);
    }
}
