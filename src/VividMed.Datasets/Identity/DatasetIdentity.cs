using System.Text.Json;
using VividMed.Datasets.Selection;
using VividMed.Storage.Stores;

namespace VividMed.Datasets.Identity;

/// <summary>
/// What the dataset in a store is, kept beside it as <c>dataset.json</c>: who finds the store again, moved or not, goes on with it, and
/// who means another dataset is refused.
/// </summary>
/// <param name="Id">Given once and never changed.</param>
/// <param name="Dataset">mimic-cxr, ct-rate, cxr-csv, ct-csv or mr-csv.</param>
public sealed record DatasetIdentity(int Schema, string Id, string Dataset, SelectionText Selection)
{
    /// <summary>Of the store's layout.</summary>
    public const int CurrentSchema = 2;

    private const string Name = "dataset.json";
    private const int Longest = 1 << 20;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The dataset in the store; where there is none yet, this one. Of two that begin at once, one makes it.</summary>
    /// <param name="reselect">Lets the selection be another than it was.</param>
    /// <exception cref="DatasetException">
    /// <c>other-dataset</c>, <c>other-selection</c>, <c>newer-layout</c>, or <c>bad-identity</c> where the file is damaged.
    /// </exception>
    public static async Task<DatasetIdentity> OpenAsync(
        IBlobStore store, string dataset, StudySelection selection, bool reselect, Func<string> newId, CancellationToken cancellationToken = default)
    {
        var wanted = SelectionText.Of(selection);
        while (true)
        {
            // The ETag comes first: an identity that is replaced from here on refuses ours.
            var etag = (await store.GetPropertiesAsync(Name, cancellationToken))?.ETag;
            var known = etag is null ? null : await store.ReadAllAsync(Name, Longest, cancellationToken);
            if (known is null)
            {
                var first = new DatasetIdentity(CurrentSchema, newId(), dataset, wanted);
                if (await store.TryCreateAsync(Name, first.ToBytes(), cancellationToken)) return first;
                continue;
            }

            var identity = Read(known, store);
            if (identity.Dataset != dataset)
            {
                throw new DatasetException(
                    "other-dataset", $"{store.DisplayName} holds the dataset {identity.Dataset}, not {dataset}: give another place with --out, or delete {Name} there if nothing was ever committed");
            }

            if (identity.Selection == wanted) return identity;
            if (!reselect)
            {
                throw new DatasetException(
                    "other-selection",
                    $"{store.DisplayName} holds another selection of {dataset} ({string.Join("; ", identity.Selection.DifferencesTo(wanted))}): ask for the same, or give --reselect to change it");
            }

            var changed = identity with { Selection = wanted };
            if (await store.WriteAsync(Name, changed.ToBytes(), etag, cancellationToken) is not null) return changed;
        }
    }

    /// <summary>The dataset in the store, or null where none has been made there by this layout.</summary>
    /// <exception cref="DatasetException"><c>newer-layout</c>, or <c>bad-identity</c> where the file is damaged.</exception>
    public static async Task<DatasetIdentity?> FindAsync(IBlobStore store, CancellationToken cancellationToken = default) =>
        await store.ReadAllAsync(Name, Longest, cancellationToken) is { } known ? Read(known, store) : null;

    private static DatasetIdentity Read(byte[] json, IBlobStore store)
    {
        try
        {
            var identity = JsonSerializer.Deserialize<DatasetIdentity>(json, Json) ?? throw new JsonException();
            return identity.Schema <= CurrentSchema ? identity : throw new DatasetException(
                "newer-layout", $"{store.DisplayName} was written by a newer version of this program (layout {identity.Schema}): use that one");
        }
        catch (JsonException damaged)
        {
            throw new DatasetException(
                "bad-identity", $"{Name} in {store.DisplayName} is damaged: bring it back from a backup, or delete it to have it written anew", damaged);
        }
    }

    private byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Json), (byte)'\n'];
}
