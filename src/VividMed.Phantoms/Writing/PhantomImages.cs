using System.Text.Json;
using VividMed.Datasets;
using VividMed.Datasets.Files;

namespace VividMed.Phantoms.Writing;

/// <summary>Which files are phantoms: those whose digests a <see cref="PhantomTruth.FileName"/> lists, whatever they are called.</summary>
public sealed class PhantomImages
{
    private readonly HashSet<string> _digests;

    private PhantomImages(HashSet<string> digests) => _digests = digests;

    /// <summary>Whether a file of this SHA-256 (64 lower-case hex digits) is a phantom.</summary>
    public bool Contains(string sha256) => _digests.Contains(sha256);

    /// <summary>Reads the digests alone: outlines and phrases are passed over.</summary>
    /// <param name="files">The folder that the truth lies in.</param>
    /// <exception cref="DatasetException"><c>missing-truth</c> or <c>bad-truth</c>.</exception>
    public static async Task<PhantomImages> LoadAsync(IDatasetFiles files, CancellationToken cancellationToken = default)
    {
        await using var stream = await files.OpenReadAsync(PhantomTruth.FileName, cancellationToken: cancellationToken)
            ?? throw new DatasetException("missing-truth", $"{files.DisplayName} has no {PhantomTruth.FileName} any more");
        try
        {
            var truth = await JsonSerializer.DeserializeAsync<Truth>(stream, JsonSerializerOptions.Web, cancellationToken);
            var digests = (truth?.Studies ?? []).SelectMany(static study => study?.Images ?? []).Select(static image => image?.Sha256).ToHashSet(StringComparer.Ordinal);
            return digests.Contains(null) || digests.Contains("")
                ? throw Bad(files, "names no digests of its images: it is of an earlier release", inner: null)
                : new PhantomImages(digests!);
        }
        catch (JsonException broken)
        {
            throw Bad(files, "is damaged", broken);
        }
    }

    private static DatasetException Bad(IDatasetFiles files, string what, Exception? inner) => new(
        "bad-truth", $"{PhantomTruth.FileName} in {files.DisplayName} {what}; write the phantom dataset again with 'vividmed phantom'", inner);

    private sealed record Truth(IReadOnlyList<TruthStudy?>? Studies);

    private sealed record TruthStudy(IReadOnlyList<TruthImage?>? Images);

    private sealed record TruthImage(string? Sha256);
}
