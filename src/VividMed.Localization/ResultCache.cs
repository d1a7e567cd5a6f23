using System.Text.Json;
using VividMed.Grounding;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Inference.Manifests;
using VividMed.Inference.Segmenters;
using VividMed.Storage.Cache;
using VividMed.Taxonomy;

namespace VividMed.Localization;

/// <summary>
/// What models said, by everything that it depends on. Reports, taxonomy and thresholds of later stages are not among it, so that a changed
/// lexicon costs no inference.
/// </summary>
/// <param name="preparation">Raised when decoding or preparation change their output.</param>
internal sealed class ResultCache(ContentCache cache, ModelManifest model, ExecutionProvider provider, string preparation)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    private readonly string _model = model.InferenceDigest;

    /// <param name="image">Digest of the image as planned: its file and what the tables say of it.</param>
    /// <param name="prompt">What was asked; empty for a model that gives everything at once.</param>
    public async Task<T?> FindAsync<T>(string image, string prompt, CancellationToken cancellationToken)
        where T : class =>
        await cache.GetAsync(KeyOf(image, prompt), cancellationToken) is { } known ? JsonSerializer.Deserialize<T>(known, Format) : null;

    public Task StoreAsync<T>(string image, string prompt, T result, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(result, Format);
        return cache.GetOrAddAsync(KeyOf(image, prompt), _ => Task.FromResult(content), cancellationToken);
    }

    private CacheKey KeyOf(string image, string prompt) => CacheKey.From(
        ("image", image),
        ("model", _model),
        ("provider", provider.ToString()),
        ("preparation", preparation),
        ("prompt", prompt));
}

/// <summary>A label's result as the cache keeps it; no box means that nothing was found.</summary>
internal sealed record SegmentedRegion(string Target, Side Side, Box? Box, RunLengthMask Mask, double Score)
{
    public static SegmentedRegion From(Segmentation found) =>
        new(found.Target, found.Side, found.Mask.Bounds(), RunLengthMask.Encode(found.Mask), found.Score);

    /// <summary>What grounding gets to see, or null where nothing was found.</summary>
    public Candidate? ToCandidate(int image, string model) =>
        Box is { } box ? new Candidate(image, Target, Side, box, Mask, Score, model) : null;
}
