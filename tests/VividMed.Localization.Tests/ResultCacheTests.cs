using System.Text;
using VividMed.Imaging.Masks;
using VividMed.Inference.Detectors;
using VividMed.Inference.Manifests;
using VividMed.Inference.Segmenters;
using VividMed.Storage.Cache;
using VividMed.Storage.Stores;
using VividMed.Taxonomy;
using VividMed.TestKit;

namespace VividMed.Localization.Tests;

public sealed class ResultCacheTests : IDisposable
{
    private static readonly ModelManifest Model = ModelManifest.Load(Repository.Path("models", "phantom-dino-mini"));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_answer_is_found_by_all_that_it_depends_on_and_by_nothing_else()
    {
        await Cache(Model).StoreAsync("image", "lung/Left", new[] { Box("Nodule/Mass") }, Token);

        Assert.Equal([Box("Nodule/Mass")], (await FindAsync(Cache(Model)))!);
        var described = Model with { Version = "9", License = "other", Source = "elsewhere", IntendedUse = "none", Golden = null, Provenance = null };
        Assert.Equal([Box("Nodule/Mass")], (await FindAsync(Cache(described)))!);
        Assert.Null(await FindAsync(Cache(Model), image: "image2"));
        Assert.Null(await FindAsync(Cache(Model), prompt: "lung/Right"));
        Assert.Null(await FindAsync(Cache(Model, ExecutionProvider.Cuda)));
        Assert.Null(await FindAsync(Cache(Model, preparation: "radiograph-3")));
        Assert.Null(await FindAsync(Cache(Model with { Model = Model.Model with { Sha256 = new string('0', 64) } })));
        Assert.Null(await FindAsync(Cache(Model with { Detection = Model.Detection! with { TopK = 1 } })));
    }

    [Fact]
    public async Task Nothing_found_is_an_answer_too()
    {
        await Cache(Model).StoreAsync<DetectedBox[]>("image", "lung/Left", [], Token);

        Assert.Empty((await FindAsync(Cache(Model)))!);
    }

    [Fact]
    public async Task The_first_answer_stays()
    {
        await Cache(Model).StoreAsync("image", "lung/Left", new[] { Box("first") }, Token);
        await Cache(Model).StoreAsync("image", "lung/Left", new[] { Box("second") }, Token);

        Assert.Equal([Box("first")], (await FindAsync(Cache(Model)))!);
    }

    [Fact]
    public async Task Detected_boxes_are_kept_in_the_same_bytes_by_every_version()
    {
        await Cache(Model).StoreAsync("image", "", new[] { Box("Nodule/Mass") }, Token);

        Assert.Equal(
            """[{"label":"Nodule/Mass","target":"lung nodule","side":1,"box":{"x0":1,"y0":2,"z0":0,"x1":3.5,"y1":4,"z1":1,"volume":5,"centreX":2.25,"centreY":3,"centreZ":0.5},"score":0.75}]""",
            Kept());
    }

    [Fact]
    public async Task Outlines_are_kept_in_the_same_bytes_by_every_version_and_come_back_as_they_were()
    {
        var mask = new Mask(2, 3, 1) { [1, 0, 0] = true, [1, 1, 0] = true };
        var region = SegmentedRegion.From(new Segmentation("lung", Side.Left, mask, 0.5));
        await Cache(Model).StoreAsync("image", "lung/Left", region, Token);

        Assert.Equal(
            """{"target":"lung","side":1,"box":{"x0":1,"y0":0,"z0":0,"x1":2,"y1":2,"z1":1,"volume":2,"centreX":1.5,"centreY":1,"centreZ":0.5},"mask":{"width":2,"height":3,"depth":1,"counts":[3,2,1]},"score":0.5}""",
            Kept());
        var found = (await Cache(Model).FindAsync<SegmentedRegion>("image", "lung/Left", Token))!;
        Assert.Equal(2, MaskOverlap.Shared(mask, found.Mask.Decode()));
        var candidate = found.ToCandidate(3, "m")!;
        Assert.Equal((3, "lung", Side.Left, "m"), (candidate.Image, candidate.Target, candidate.Side, candidate.Model));
        Assert.Equal((region.Box, 0.5), (candidate.Box, candidate.Score));
    }

    [Fact]
    public void An_empty_outline_is_no_candidate() =>
        Assert.Null(SegmentedRegion.From(new Segmentation("lung", Side.Left, new Mask(2, 3, 1), 0)).ToCandidate(0, "m"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DetectedBox Box(string label) => new(label, "lung nodule", Side.Left, Imaging.Geometry.Box.Flat(1, 2, 3.5, 4), 0.75);

    private static async Task<DetectedBox[]?> FindAsync(ResultCache cache, string image = "image", string prompt = "lung/Left") =>
        await cache.FindAsync<DetectedBox[]>(image, prompt, Token);

    private ResultCache Cache(
        ModelManifest model, ExecutionProvider provider = ExecutionProvider.Cpu, string preparation = "radiograph-2") =>
        new(new ContentCache(new LocalBlobStore(_folder.Root)), model, provider, preparation);

    /// <summary>The only entry's content, after the 32 bytes of its digest.</summary>
    private string Kept()
    {
        var entry = Assert.Single(Directory.GetFiles(_folder.Path("cache"), "*", SearchOption.AllDirectories));
        return Encoding.UTF8.GetString(File.ReadAllBytes(entry)[32..]);
    }
}
