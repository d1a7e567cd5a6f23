using VividMed.Storage.Stores;
using VividMed.Storage.Streams;
using VividMed.TestKit;

namespace VividMed.Localization.Tests;

/// <summary>How often a file is opened for its study's place in the shards: once, and never where all of it is known.</summary>
public sealed class PictureShelfTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryDataset _dataset = new();
    private readonly LocalBlobStore _store;

    public PictureShelfTests() => _store = new LocalBlobStore(_folder.Root);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_image_is_opened_once_for_its_digest_its_picture_and_the_models()
    {
        var result = await RunAsync(new PlayedStage(), Study("a", 2), Study("b", 1));

        Assert.NotNull(result.Pictures);
        Assert.Equal(["a.0.png", "a.1.png", "b.0.png"], _dataset.Opened.Order(StringComparer.Ordinal));
        Assert.Equal(3, result.Digests.Count);
    }

    [Fact]
    public async Task What_is_known_and_pictured_is_not_opened_at_all()
    {
        TaggedStudy[] studies = [Study("a", 2), Study("b", 1)];
        var first = await RunAsync(new PlayedStage(), studies);
        _dataset.Opened.Clear();

        var second = await RunAsync(Recalling(), [.. studies.Select(Known)]);

        Assert.Empty(_dataset.Opened);
        Assert.Equal(first.Pictures, second.Pictures);
    }

    [Fact]
    public async Task Pictures_that_are_gone_are_made_again_the_same_and_each_image_is_opened_once_for_it()
    {
        TaggedStudy[] studies = [Study("a", 1), Study("b", 1)];
        var first = await RunAsync(new PlayedStage(), studies);
        await _store.DeleteAsync(first.Pictures!.Name, TestContext.Current.CancellationToken);
        _dataset.Opened.Clear();

        var second = await RunAsync(Recalling(), [.. studies.Select(Known)]);

        Assert.Equal(["a.0.png", "b.0.png"], _dataset.Opened.Order(StringComparer.Ordinal));
        Assert.Equal(first.Pictures, second.Pictures);
    }

    [Fact]
    public async Task A_bucket_that_lost_a_study_finds_its_pictures_and_opens_the_lost_one_alone()
    {
        TaggedStudy[] studies = [Study("a", 1), Study("b", 1)];
        var damaged = new HashSet<string> { "b.0" };
        var first = await RunAsync(new PlayedStage { Damaged = damaged }, studies);
        _dataset.Opened.Clear();

        var localizer = new PlayedStage { Damaged = damaged, Recalled = new HashSet<string> { "a.0" } };
        var second = await RunAsync(localizer, ["b"], [.. studies.Select(Known)]);

        Assert.Equal(["b.0.png"], _dataset.Opened);
        Assert.Equal(first.Pictures, second.Pictures);
    }

    [Fact]
    public async Task A_file_that_changed_after_it_was_known_is_worked_on_as_it_is_now()
    {
        TaggedStudy[] studies = [Study("a", 1), Study("b", 1)];
        await RunAsync(new PlayedStage { Damaged = new HashSet<string> { "b.0" } }, studies);
        TaggedStudy[] known = [.. studies.Select(Known)];
        _dataset.Files["a.0.png"] = [.. _dataset.Files["a.0.png"], 0];

        // The lost study is back, so the pictures that were expected are others, and the files are opened for them.
        var result = await RunAsync(new PlayedStage { Recalled = new HashSet<string> { "a.0" } }, ["b"], known);

        Assert.Equal(Sha256.Of(_dataset.Files["a.0.png"]), result.Digests["a.0.png"]);
        Assert.Equal(2, result.Done.Count);
        Assert.NotNull(result.Pictures);
    }

    private static PlayedStage Recalling() => new() { Recalled = new HashSet<string> { "a.0", "a.1", "b.0" } };

    private TaggedStudy Study(string id, int images) => _dataset.Study(id, images);

    private TaggedStudy Known(TaggedStudy study) => study with
    {
        Study = study.Study with
        {
            Images = [.. study.Study.Images.Select(image => image with { Sha256 = Sha256.Of(_dataset.Files[image.Path]) })],
        },
    };

    private Task<LocalizationResult> RunAsync(PlayedStage localizer, params TaggedStudy[] studies) => RunAsync(localizer, [], studies);

    private Task<LocalizationResult> RunAsync(PlayedStage localizer, string[] lostBefore, TaggedStudy[] studies) => LocalizationRun.OverAsync(
        _dataset, studies, localizer, loaders: 2, new PictureShelf(_store, "train", lostBefore.ToHashSet(StringComparer.Ordinal)),
        cancellationToken: TestContext.Current.CancellationToken);
}
