using System.Collections.Concurrent;
using VividMed.Datasets.Files;
using VividMed.Phantoms.Writing;
using VividMed.Storage.Stores;
using VividMed.Workflows.Requests;

namespace VividMed.Workflows.Resources;

/// <summary>
/// The phantoms that a dataset is made of, as a <c>truth.json</c> in its root or in the folder above names them: 'vividmed phantom' writes it
/// above the datasets. Read anew whenever it has changed.
/// </summary>
public sealed class PipelinePhantoms(StorageCredentials? credentials)
{
    private readonly ConcurrentDictionary<(string Root, string Folder), (DatasetFile State, PhantomImages Phantoms)> _known = new();

    /// <summary>Null where neither folder has a truth: then nobody says that the images are phantoms.</summary>
    /// <exception cref="Datasets.DatasetException"><c>bad-truth</c>.</exception>
    public async Task<PhantomImages?> FindAsync(SynthesisRequest request, CancellationToken cancellationToken)
    {
        foreach (var files in (IDatasetFiles?[])[DatasetSource.OpenFiles(request.Root, credentials), DatasetSource.OpenAbove(request.Root, credentials)])
        {
            if (files?.Find(PhantomTruth.FileName) is not { } truth) continue;
            var key = (request.Root, files.DisplayName);
            if (_known.TryGetValue(key, out var known) && known.State == truth) return known.Phantoms;
            var phantoms = await PhantomImages.LoadAsync(files, cancellationToken);
            _known[key] = (truth, phantoms);
            return phantoms;
        }

        return null;
    }
}
