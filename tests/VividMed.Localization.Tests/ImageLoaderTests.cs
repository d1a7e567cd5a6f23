using System.Threading.Channels;
using VividMed.Storage.Streams;

namespace VividMed.Localization.Tests;

public sealed class ImageLoaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Images_come_in_their_order_though_later_ones_are_ready_first()
    {
        var dataset = new MemoryDataset();
        var first = new TaskCompletionSource();
        var localizer = new PlayedStage { Ahead = 8, WhileLoading = image => image == "a.0" ? first.Task : Task.CompletedTask };
        var (turns, _) = new ImageLoader(dataset, localizer, loaders: 4, pictures: false, TimeProvider.System).Start(
            [dataset.Study("a", 1), dataset.Study("b", 2), dataset.Study("c", 1)],
            Token);

        while (localizer.Loaded.Count < 3) await Task.Yield();
        first.SetResult();

        Assert.Equal(["a/0", "b/0", "b/1", "c/0"], (await DrainAsync(turns)).Select(static turn => $"{turn.Study.Study.Id}/{turn.Index}"));
    }

    [Fact]
    public async Task No_more_images_than_the_read_ahead_wait_to_be_taken()
    {
        var dataset = new MemoryDataset();
        var localizer = new PlayedStage { Ahead = 3 };
        var (turns, loading) = new ImageLoader(dataset, localizer, loaders: 16, pictures: false, TimeProvider.System).Start(
            [.. Enumerable.Range(0, 20).Select(i => dataset.Study($"s{i}", 1))],
            Token);

        while (localizer.Started.Count < 3) await Task.Yield();
        for (var taken = 1; await turns.WaitToReadAsync(Token); taken++)
        {
            Assert.True(turns.TryRead(out var turn));
            await turn;
            // Those taken, those that wait, and none beyond.
            Assert.InRange(localizer.Started.Count, taken, taken + 3);
        }

        await loading;
        Assert.Equal(20, localizer.Started.Count);
    }

    [Fact]
    public async Task What_nobody_takes_is_not_loaded()
    {
        var dataset = new MemoryDataset();
        var localizer = new PlayedStage { Ahead = 2 };
        using var stop = new CancellationTokenSource();
        var (turns, loading) = new ImageLoader(dataset, localizer, loaders: 16, pictures: false, TimeProvider.System).Start(
            [.. Enumerable.Range(0, 50).Select(i => dataset.Study($"s{i}", 1))],
            stop.Token);
        while (localizer.Started.Count < 2) await Task.Yield();

        await stop.CancelAsync();
        await loading;
        await ImageLoader.DiscardAsync(turns);

        Assert.Equal(["s0.0", "s1.0"], localizer.Started.Order(StringComparer.Ordinal));
        Assert.All(localizer.Loaded, static image => Assert.True(image.IsDisposed));
    }

    [Fact]
    public async Task No_more_loaders_work_at_once_than_were_allowed()
    {
        var dataset = new MemoryDataset();
        var localizer = new PlayedStage { Ahead = 20, WhileLoading = static async _ => await Task.Yield() };

        await DrainAsync(new ImageLoader(dataset, localizer, loaders: 2, pictures: false, TimeProvider.System).Start([dataset.Study("s", 20)], Token).Turns);

        Assert.InRange(localizer.MostAtOnce, 1, 2);
    }

    [Fact]
    public async Task A_bad_image_becomes_a_record_of_its_study_and_the_next_ones_go_on()
    {
        var dataset = new MemoryDataset();
        TaggedStudy[] studies = [dataset.Study("a", 1), dataset.Study("b", 1), dataset.Study("c", 1)];
        var digest = Sha256.Of(dataset.Files["a.0.png"]);
        dataset.Files.Remove("b.0.png");
        var localizer = new PlayedStage { Damaged = new HashSet<string> { "a.0" } };
        var turns = await DrainAsync(new ImageLoader(dataset, localizer, loaders: 1, pictures: false, TimeProvider.System).Start(studies, Token).Turns);

        Assert.Equal(
            ("a", "localize", "truncated-pixel-data", "cut", digest),
            turns[0].Failure is { } bad ? (bad.Study, bad.Stage, bad.Reason, bad.Message, bad.Input) : default);
        Assert.Equal(("b", "missing-file", null), turns[1].Failure is { } gone ? (gone.Study, gone.Reason, gone.Input) : default);
        Assert.Equal((null, null), (turns[0].Work, turns[1].Work));
        Assert.Equal(Sha256.Of(dataset.Files["c.0.png"]), turns[2].Work!.Facts.SourceSha256);
    }

    [Fact]
    public async Task What_is_no_images_fault_is_thrown_to_whoever_takes_the_turn()
    {
        var dataset = new MemoryDataset();
        var localizer = new PlayedStage { WhileLoading = PlayedStage.BreaksAt("a.0") };
        var (turns, _) = new ImageLoader(dataset, localizer, loaders: 1, pictures: false, TimeProvider.System).Start([dataset.Study("a", 1)], Token);

        await Assert.ThrowsAsync<IOException>(() => DrainAsync(turns));
    }

    [Fact]
    public async Task A_study_without_images_has_one_empty_turn()
    {
        var dataset = new MemoryDataset();
        var turn = Assert.Single(
            await DrainAsync(new ImageLoader(dataset, new PlayedStage(), loaders: 1, pictures: false, TimeProvider.System).Start([dataset.Study("a", 0)], Token).Turns));

        Assert.Equal((null, null, true), (turn.Work, turn.Failure, turn.IsLast));
    }

    [Fact]
    public async Task What_was_loaded_and_never_taken_is_given_back_and_what_failed_is_no_trouble()
    {
        var dataset = new MemoryDataset();
        var localizer = new PlayedStage { Ahead = 3, WhileLoading = PlayedStage.BreaksAt("b.0") };
        var (turns, loading) = new ImageLoader(dataset, localizer, loaders: 3, pictures: false, TimeProvider.System).Start(
            [dataset.Study("a", 1), dataset.Study("b", 1), dataset.Study("c", 1)],
            Token);
        await loading;

        await ImageLoader.DiscardAsync(turns);

        Assert.Equal(2, localizer.Loaded.Count);
        Assert.All(localizer.Loaded, static image => Assert.True(image.IsDisposed));
    }

    private static async Task<List<StudyImageTurn>> DrainAsync(ChannelReader<Task<StudyImageTurn>> turns)
    {
        var all = new List<StudyImageTurn>();
        await foreach (var turn in turns.ReadAllAsync(Token)) all.Add(await turn);
        return all;
    }
}
