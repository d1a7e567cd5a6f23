using System.Text.Json;
using VividMed.Datasets;
using VividMed.Datasets.Files;
using VividMed.Imaging;
using VividMed.Imaging.Jpeg;
using VividMed.Imaging.Png;
using VividMed.Phantoms.Radiographs;
using VividMed.Shards.Verification;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Tests.Support;
using static VividMed.Workflows.Tests.Support.DatasetEdits;

namespace VividMed.Workflows.Tests;

/// <summary>The same radiograph under two names, from the run that sees it first to the one that puts it together.</summary>
public sealed class NearDuplicateTests : IDisposable
{
    private readonly PipelineScene _scene = PipelineScene.OpenOwnRadiographs();
    private readonly SortedDictionary<string, (string File, string Split)> _studies = new(StringComparer.Ordinal);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Copies_in_two_splits_are_told_and_the_next_run_keeps_them_in_one()
    {
        var (train, test) = await TwinsAsync();
        await _scene.RunAsync("first");
        Assert.Equal((1, 1, $"{test},{train}"), await GroupsAsync());
        Assert.Equal("test", await SplitAsync(test));

        var second = await _scene.RunAsync("second");

        Assert.True(second.Commit.Committed);
        Assert.Equal((1, 0, $"{test},{train}"), await GroupsAsync());
        Assert.Equal(("train", "train"), (await SplitAsync(train), await SplitAsync(test)));
        var changes = (await _scene.HeadAsync()).Changes;
        Assert.Equal((0L, 1L, 0L), (changes.Added, changes.Changed, changes.Removed));
        Assert.Contains(changes.Why, static why => why.StartsWith("near-duplicates keep 1 ", StringComparison.Ordinal));
        await AssertSoundAsync(_scene);
        Assert.Empty((await new SourceVerifier(_scene.Store, Dataset()).VerifyAsync(2, cancellationToken: Token)).Problems);
        Assert.Equal((0, false), await _scene.RunAsync("third") is var third ? (third.Plan.Partitions, third.Commit.Committed) : default);
    }

    [Fact]
    public async Task Whose_copy_has_gone_goes_back_to_where_it_was_dealt_and_stays_there()
    {
        var (train, test) = await TwinsAsync();
        await _scene.RunAsync("first");
        await _scene.RunAsync("second");
        _studies.Remove(train);
        WriteTables(splits: false);

        await _scene.RunAsync(_scene.Request("third") with { Permissions = new RunPermissions { AcceptRemoval = true } });

        Assert.Equal("test", await SplitAsync(test));
        Assert.False((await _scene.RunAsync("fourth")).Commit.Committed);
    }

    [Fact]
    public async Task A_split_that_a_table_gives_is_never_changed()
    {
        var (train, test) = await TwinsAsync(splits: true);
        await _scene.RunAsync("first");

        var second = await _scene.RunAsync("second");

        Assert.False(second.Commit.Committed);
        Assert.Equal((1, 1, $"{test},{train}"), await GroupsAsync());
    }

    [Fact]
    public async Task Equal_sources_and_parents_give_equal_shards_after_a_move_too()
    {
        await TwinsAsync();
        await _scene.RunAsync("first");
        await _scene.RunAsync("second");
        using var other = PipelineScene.OpenOwnRadiographs();
        foreach (var file in Directory.EnumerateFiles(_scene.Data))
        {
            File.Copy(file, Path.Combine(other.Data, Path.GetFileName(file)));
            PipelineScene.Age(Path.Combine(other.Data, Path.GetFileName(file)));
        }

        await other.RunAsync("another");
        await other.RunAsync("and again");

        Assert.Equal(ShardsOf(_scene), ShardsOf(other));
    }

    [Fact]
    public void Patients_go_towards_training_in_chains_too_and_a_crowd_goes_nowhere()
    {
        var settled = SplitKeeper.Settle(
        [
            [("a", "test"), ("b", "validate")], [("b", "validate"), ("c", "validate")],
            [("d", "train"), ("e", "test")], [("f", "test"), ("g", "test")], [("h", "test")], [],
            [.. Enumerable.Range(0, SplitKeeper.MostPatients + 1).Select(static i => ($"x{i}", i == 0 ? "train" : "test"))],
        ]);

        Assert.Equal(new() { ["a"] = "validate", ["e"] = "train" }, settled);
    }

    public void Dispose() => _scene.Dispose();

    /// <summary>Six studies of which one in the test split is a darker JPEG of one in training; gives both.</summary>
    private async Task<(string Train, string Test)> TwinsAsync(bool splits = false)
    {
        for (var i = 0; i < 80; i++) _studies[$"s{i:D2}"] = ("none.png", "");
        WriteTables(splits: false);
        var dealt = await Dataset().ListStudiesAsync(cancellationToken: Token).ToDictionaryAsync(static study => study.Id, static study => study.Split);
        var (train, test) = (dealt.Where(static study => study.Value == "train").Take(4).ToList(), dealt.Where(static study => study.Value == "test").Take(2).ToList());
        _studies.Clear();
        foreach (var (index, (study, split)) in train.Concat(test).Index()) Add(study, split, index);
        using (var jpeg = File.Create(Path.Combine(_scene.Data, $"{test[0].Key}.jpg"))) JpegCodec.WriteGray(jpeg, Picture(0, static value => value * value / 255), 80);
        File.Delete(Path.Combine(_scene.Data, _studies[test[0].Key].File));
        _studies[test[0].Key] = ($"{test[0].Key}.jpg", "test");
        WriteTables(splits);
        foreach (var file in Directory.EnumerateFiles(_scene.Data)) PipelineScene.Age(file);
        return (train[0].Key, test[0].Key);
    }

    private void Add(string study, string split, int seed)
    {
        using var png = File.Create(Path.Combine(_scene.Data, $"{study}.png"));
        PngCodec.WriteGray8(png, Picture(seed, static value => value));
        _studies[study] = ($"{study}.png", split);
    }

    private static GrayImage Picture(int seed, Func<int, int> tone)
    {
        var phantom = PhantomRadiograph.Generate(seed, new PhantomRadiographOptions { Width = 128, Height = 128, Inverted = false });
        return new GrayImage(phantom.Width, phantom.Height, Array.ConvertAll(phantom.Pixels, pixel => (byte)tone(pixel >> 4)));
    }

    private void WriteTables(bool splits)
    {
        var images = _studies.Select(study => $"{study.Key},{study.Value.File}{(splits ? $",{study.Value.Split}" : "")}");
        File.WriteAllLines(Path.Combine(_scene.Data, "images.csv"), images.Prepend(splits ? "study_id,path,split" : "study_id,path"));
        File.WriteAllLines(Path.Combine(_scene.Data, "reports.csv"), _studies.Keys.Select(static study => $"{study},Small left pleural effusion.").Prepend("study_id,report"));
        foreach (var table in (string[])["images.csv", "reports.csv"]) PipelineScene.Age(Path.Combine(_scene.Data, table));
    }

    private IDataset Dataset() => DatasetSource.Open("cxr-csv", _scene.Data);

    /// <summary>Groups across patients, those across splits, and the studies of the first, as the newest version's quality report has them.</summary>
    private async Task<(int AcrossPatients, int AcrossSplits, string Studies)> GroupsAsync()
    {
        var json = await _scene.Store.ReadAllAsync($"{DatasetLayout.Version((await _scene.HeadAsync()).Version)}/quality.json", cancellationToken: Token);
        var report = JsonDocument.Parse(json!).RootElement.GetProperty("duplicates");
        return (
            report.GetProperty("groups").GetProperty("acrossPatients").GetInt32(), report.GetProperty("groups").GetProperty("acrossSplits").GetInt32(),
            string.Join(',', report.GetProperty("listed")[0].GetProperty("studies").EnumerateArray().Select(static study => study.GetString()).OrderBy(OrderOf)));

        int OrderOf(string? study) => _studies.TryGetValue(study!, out var known) && known.Split == "test" ? 0 : 1;
    }

    private async Task<string> SplitAsync(string study) =>
        await VersionReader.ReadAsync(_scene.Store, (await _scene.HeadAsync()).Version, withImages: false, Token)
            .Where(stored => stored.Sample.Study == study).Select(static stored => stored.Sample.Split).SingleAsync(Token);
}
