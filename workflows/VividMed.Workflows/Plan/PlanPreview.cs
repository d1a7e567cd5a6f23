using VividMed.Datasets;
using VividMed.Datasets.Index;
using VividMed.Storage.Stores;
using VividMed.Workflows.Requests;

namespace VividMed.Workflows.Plan;

/// <summary>
/// What a run would find, held against the newest version, without writing anything. It compares studies and files; whether another recipe
/// makes everything anew only the run itself can tell, which asks the models.
/// </summary>
/// <param name="New">Studies that no bucket of the newest version holds.</param>
/// <param name="Changed">Studies that one holds, with a file that is not known as it is now.</param>
/// <param name="Same">Studies whose files are all as they were read.</param>
/// <param name="Gone">Studies of the newest version that the sources name no more.</param>
/// <param name="Notice">What may become tight; null where nothing does.</param>
public sealed record PlanPreview(int? Parent, int New, int Changed, int Same, int Gone, string? Notice)
{
    /// <param name="read">Told of every study that is listed.</param>
    /// <exception cref="PlanException"><c>no-space</c>: the disk cannot hold what is new.</exception>
    public static async Task<PlanPreview> OfAsync(
        IAsyncEnumerable<Study> listing, IBlobStore store, SynthesisRequest request, Action<Study> read, CancellationToken cancellationToken)
    {
        var parent = await ParentVersion.LoadAsync(store, cancellationToken);
        var index = await SourceIndex.LoadAsync(store, request.Permissions.Rehash, cancellationToken);
        var needs = new PlanNeeds();
        var named = new HashSet<string>(StringComparer.Ordinal);
        var (added, changed, same) = (0, 0, 0);
        await foreach (var listed in listing.WithCancellation(cancellationToken))
        {
            read(listed);
            if (listed.Exclusion is not null) continue;
            named.Add(listed.Id);
            var study = index.Complete(listed);
            var isKnown = study.Report?.Sha256 is not null && study.Images.All(static image => image.Sha256 is not null);
            if (parent.HomeOf(study.Id) is null) added++;
            else if (isKnown) same++;
            else changed++;
            if (!isKnown || parent.HomeOf(study.Id) is null) needs.Add(study);
        }

        var gone = parent.Buckets.SelectMany(static bucket => bucket.Studies).Count(study => !named.Contains(study.Study));
        return new PlanPreview(parent.Manifest?.Version, added, changed, same, gone, needs.Hold(store));
    }
}
