using System.Text.Json;
using VividMed.Dashboard.Samples;
using VividMed.Dashboard.Tests.Support;
using VividMed.Imaging.Png;
using VividMed.Shards.Tests;

namespace VividMed.Dashboard.Tests.Samples;

public sealed class SamplePicturesTests : IAsyncLifetime
{
    private StandingRun _run = null!;
    private VersionFinder _versions = null!;
    private SamplePictures _pictures = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _run = await StandingRun.StartAsync();
        _versions = new VersionFinder(_run.Client, TimeProvider.System);
        var shelf = new SampleShelf();
        _pictures = new SamplePictures(_versions, shelf, new Thumbnails(shelf), new VolumeShelf());
    }

    [Fact]
    public async Task Nothing_is_found_before_the_commit_and_the_version_after_it()
    {
        Assert.Null(await _versions.FindAsync(StandingRun.Name, version: null, Stop));
        await _run.CommitAsync(TestSamples.Radiograph("s1"));

        Assert.Equal(1, (await _versions.FindAsync(StandingRun.Name, version: null, Stop))?.Version);
        Assert.Equal(1, (await _versions.FindAsync(StandingRun.Name, version: 1, Stop))?.Version);
        Assert.Null(await _versions.FindAsync(StandingRun.Name, version: 2, Stop));
        Assert.Null(await _versions.FindAsync("another run", version: null, Stop));
    }

    [Fact]
    public async Task A_thumbnail_is_made_once_and_kept_with_the_dataset()
    {
        await _run.CommitAsync(TestSamples.Radiograph("s1"), TestSamples.Tomogram("s2"));
        foreach (var sample in (string[])["s1", "s2"])
        {
            using var png = new MemoryStream((await _pictures.ThumbnailAsync(At(sample), Stop))!);
            Assert.True(PngCodec.ReadGray(png) is { Width: > 0 and <= Thumbnails.Size, Height: > 0 and <= Thumbnails.Size });
        }

        Assert.Equal(2, await _run.Store.ListAsync("cache/", Stop).CountAsync(Stop));
        await _pictures.ThumbnailAsync(At("s1"), Stop);
        Assert.Equal(2, await _run.Store.ListAsync("cache/", Stop).CountAsync(Stop));
        Assert.Null(await _pictures.ThumbnailAsync(At("s3"), Stop));
    }

    [Fact]
    public async Task A_flat_image_is_sent_as_it_is_stored()
    {
        await _run.CommitAsync(TestSamples.Radiograph("s1"), TestSamples.Tomogram("s2"));

        Assert.Equal(TestSamples.Png, await _pictures.ImageAsync(At("s1"), 0, Stop));
        Assert.Null(await _pictures.ImageAsync(At("s1"), 1, Stop));
        Assert.Null(await _pictures.ImageAsync(At("s2"), 0, Stop));
    }

    [Fact]
    public async Task A_volume_is_cut_slice_by_slice_and_its_masks_with_it()
    {
        await _run.CommitAsync(TestSamples.Tomogram("s2"));

        using var axial = new MemoryStream((await _pictures.SliceAsync(At("s2"), 0, "axial", 1, "lung", Stop))!);
        using var coronal = new MemoryStream((await _pictures.SliceAsync(At("s2"), 0, "coronal", 2, "bone", Stop))!);
        Assert.True(PngCodec.ReadGray(axial) is { Width: 4, Height: 3 });
        Assert.True(PngCodec.ReadGray(coronal) is { Width: 4, Height: 2 });
        Assert.Null(await _pictures.SliceAsync(At("s2"), 0, "axial", 2, "lung", Stop));
        Assert.Null(await _pictures.SliceAsync(At("s2"), 0, "oblique", 0, "lung", Stop));

        var paths = JsonSerializer.Deserialize<Dictionary<string, string>>((await _pictures.PathsAsync(At("s2"), 0, "axial", 0, Stop))!)!;
        Assert.Equal("0", Assert.Single(paths.Keys));
        Assert.Equal("{}"u8.ToArray(), await _pictures.PathsAsync(At("s2"), 0, "axial", 1, Stop));
    }

    [Fact]
    public async Task An_address_of_another_version_of_the_same_number_finds_nothing()
    {
        await _run.CommitAsync(TestSamples.Radiograph("s1"));
        var place = (await _versions.FindAsync(StandingRun.Name, 1, Stop))!;

        Assert.NotNull(await _pictures.ImageAsync(At("s1") with { Of = SampleLinks.Of(place) }, 0, Stop));
        Assert.Null(await _pictures.ImageAsync(At("s1") with { Of = "000000000000" }, 0, Stop));
    }

    [Fact]
    public async Task A_store_that_nothing_can_be_written_to_still_shows_its_samples()
    {
        await _run.CommitAsync(TestSamples.Radiograph("s1"));
        // A file in the cache's place: whatever would be kept there is refused, as by a store that may only be read.
        await File.WriteAllTextAsync(Path.Combine(_run.Folder, "cache"), "", Stop);

        Assert.NotNull(await _pictures.ThumbnailAsync(At("s1"), Stop));
    }

    public async ValueTask DisposeAsync()
    {
        await _run.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static SampleAddress At(string sample) => new(StandingRun.Name, 1, sample, Of: null);
}
