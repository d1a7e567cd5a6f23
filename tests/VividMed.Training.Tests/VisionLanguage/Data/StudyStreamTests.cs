using VividMed.Grounding;
using VividMed.Storage.Stores;
using VividMed.TestKit;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Tests.VisionLanguage.Data;

public sealed class StudyStreamTests : IDisposable
{
    private static readonly TrainingOptions Options = new() { Batch = 3, Window = 4, Network = TinyDataset.Network };

    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlobStore _store;

    public StudyStreamTests() => _store = new LocalBlobStore(_folder.Root);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_epoch_of_steps_shows_every_study_of_the_split_once()
    {
        await TinyDataset.WriteAsync(_store, radiographs: 9, volumes: 3, heldOut: 2);
        await using var prepared = Prepared();
        var stream = await OpenAsync(prepared);
        var seen = new List<string>();
        for (var step = 1; step <= 4; step++) seen.AddRange((await stream.TakeAsync(step, default)).Select(static study => study.Sample.Id));
        Assert.Equal(12, stream.Count);
        Assert.Equal(12, seen.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_training_that_goes_on_sees_what_it_would_have_seen()
    {
        await TinyDataset.WriteAsync(_store, radiographs: 9, volumes: 3, heldOut: 2);
        await using var prepared = Prepared();
        var whole = await OpenAsync(prepared);
        List<string> expected = [];
        for (var step = 1; step <= 12; step++) expected.Add(Named(await whole.TakeAsync(step, default)));
        await using var fresh = Prepared();
        var resumed = await OpenAsync(fresh);
        for (var step = 7; step <= 12; step++) Assert.Equal(expected[step - 1], Named(await resumed.TakeAsync(step, default)));
    }

    [Fact]
    public async Task What_is_kept_in_memory_does_not_change_what_is_seen()
    {
        await TinyDataset.WriteAsync(_store, radiographs: 9, volumes: 3, heldOut: 2);
        await using var kept = Prepared();
        await using var dropped = Prepared(bytes: 0);
        var (one, other) = (await OpenAsync(kept), await OpenAsync(dropped));
        for (var step = 1; step <= 9; step++) Assert.Equal(Named(await one.TakeAsync(step, default)), Named(await other.TakeAsync(step, default)));
    }

    [Fact]
    public async Task A_study_that_nobody_has_foreseen_is_read_without_its_neighbors()
    {
        await TinyDataset.WriteAsync(_store, radiographs: 6, volumes: 0, heldOut: 1);
        DamageLastPicture();
        var bucket = Assert.Single((await LoadedVersion.LoadAsync([new(_store, TinyDataset.Version)], default))[0].BucketsOf("train"));
        await using var prepared = Prepared();
        var key = new PreparedBuckets.Key(_store, bucket);
        Assert.Equal("a0003", (await prepared.GetAsync(key, 3, default))!.Sample.Id);
    }

    [Fact]
    public async Task Modalities_are_drawn_by_their_weight_whatever_their_number()
    {
        using var others = new TemporaryFolder();
        var store = new LocalBlobStore(others.Root);
        await TinyDataset.WriteAsync(_store, radiographs: 12, volumes: 0, heldOut: 1);
        await TinyDataset.WriteAsync(store, radiographs: 0, volumes: 3, heldOut: 1);
        var versions = await LoadedVersion.LoadAsync([new(_store, TinyDataset.Version), new(store, TinyDataset.Version)], default);
        await using var prepared = Prepared();
        var stream = await StudyStream.OpenAsync(versions, "train", prepared, Options with { VolumeWeight = 3 }, stage: 1, default);
        var volumes = 0;
        for (var step = 1; step <= 200; step++) volumes += (await stream.TakeAsync(step, default))[0].Grid.IsFlat ? 0 : 1;
        Assert.InRange(volumes, 130, 170);
    }

    [Fact]
    public async Task A_split_without_samples_is_refused()
    {
        await TinyDataset.WriteAsync(_store, radiographs: 0, volumes: 0, heldOut: 2);
        await using var prepared = Prepared();
        Assert.Equal("no-training-samples", (await Assert.ThrowsAsync<TrainingException>(() => OpenAsync(prepared))).Code);
    }

    [Fact]
    public async Task Regions_below_the_least_grade_are_not_pointed_at()
    {
        await TinyDataset.WriteAsync(_store, radiographs: 2, volumes: 0, heldOut: 0, Grade.B);
        await using var all = Prepared();
        await using var best = Prepared(leastGrade: Grade.A);
        Assert.All(await (await OpenAsync(all)).TakeAsync(1, default), static study => Assert.NotEmpty(study.Regions));
        Assert.All(await (await OpenAsync(best)).TakeAsync(1, default), static study => Assert.Empty(study.Regions));
    }

    /// <summary>A bucket with it cannot be prepared; its other studies can.</summary>
    private void DamageLastPicture()
    {
        var archive = Assert.Single(Directory.GetFiles(Path.Combine(_folder.Root, "images", "train"), "*.tar"));
        var bytes = File.ReadAllBytes(archive);
        bytes.AsSpan(bytes.AsSpan().LastIndexOf("PNG"u8), 3).Clear();
        File.WriteAllBytes(archive, bytes);
    }

    private static PreparedBuckets Prepared(long bytes = 1 << 20, Grade leastGrade = Grade.C) => new(new StudyPreparer(TinyDataset.Network, leastGrade), bytes);

    private static string Named(IReadOnlyList<TrainingStudy> studies) => string.Join(' ', studies.Select(static study => study.Sample.Id));

    private async Task<StudyStream> OpenAsync(PreparedBuckets prepared) =>
        await StudyStream.OpenAsync(await LoadedVersion.LoadAsync([new(_store, TinyDataset.Version)], default), "train", prepared, Options, stage: 1, default);
}
