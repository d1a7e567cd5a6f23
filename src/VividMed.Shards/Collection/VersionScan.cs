using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Collection;

/// <summary>
/// Looks through <c>versions/</c>: which versions go, and what those that stay name. Versions of layout 1 stay, and so does everything else
/// of their folders; the newest number is never given up, for no number is used twice.
/// </summary>
internal sealed class VersionScan(IBlobStore store, WasteList waste, NamedFiles named)
{
    private static readonly string[] Pages = ["README.md", "croissant.json", "quality.json"];

    /// <param name="keep">How many of the newest versions stay; null: all.</param>
    public async Task RunAsync(int? keep, CancellationToken cancellationToken)
    {
        var folders = new SortedDictionary<int, List<BlobEntry>>();
        await foreach (var entry in store.ListEntriesAsync(DatasetLayout.Versions, cancellationToken))
        {
            if (DatasetLayout.VersionOf(entry.Name) is not { } version) continue;
            if (!folders.TryGetValue(version, out var files)) folders.Add(version, files = []);
            files.Add(entry);
        }

        var committed = folders.Where(static folder => ManifestOf(folder.Key, folder.Value) is not null).Select(static folder => folder.Key).ToList();
        var old = keep is { } newest ? committed.SkipLast(newest).ToHashSet() : [];
        foreach (var (version, files) in folders)
        {
            if (ManifestOf(version, files) is { } manifest) await LookAsync(version, files, manifest, old.Contains(version), cancellationToken);
            else if (version < committed.LastOrDefault() && files.TrueForAll(file => IsPage(version, file))) AddPages(version, files);
        }
    }

    private async Task LookAsync(int version, List<BlobEntry> files, BlobEntry manifest, bool isOld, CancellationToken cancellationToken)
    {
        if (await NamedFiles.ReadAsync(store, version, cancellationToken) is not { } content) return;
        if (isOld && content.Schema == DatasetManifest.SchemaVersion)
        {
            waste.Add(WasteKind.Versions, manifest);
            if (!waste.IsYoung(manifest))
            {
                AddPages(version, files);
                return;
            }
        }

        named.Add(content);
    }

    /// <summary>A collection that ended between a manifest and its pages has left these.</summary>
    private void AddPages(int version, IEnumerable<BlobEntry> files)
    {
        foreach (var page in files.Where(file => IsPage(version, file))) waste.Add(WasteKind.Pages, page);
    }

    private static BlobEntry? ManifestOf(int version, List<BlobEntry> files) =>
        files.Find(file => file.Name == DatasetLayout.Manifest(version));

    private static bool IsPage(int version, BlobEntry file) =>
        Pages.Any(page => file.Name == $"{DatasetLayout.Version(version)}/{page}");
}
