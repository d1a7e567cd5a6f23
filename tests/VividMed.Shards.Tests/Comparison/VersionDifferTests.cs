using VividMed.Datasets;
using VividMed.Grounding;
using VividMed.Shards.Buckets;
using VividMed.Shards.Comparison;
using VividMed.Shards.Tests.Layout1;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Shards.Tests.Comparison;

public sealed class VersionDifferTests : IDisposable
{
    private static readonly SampleRecipe Old = new(new Dictionary<string, string> { ["taxonomy"] = "1", ["tagger"] = "rules 1" });
    private static readonly SampleRecipe New = new(new Dictionary<string, string> { ["taxonomy"] = "2", ["tagger"] = "rules 1" });

    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlobStore _store;

    public VersionDifferTests() => _store = new LocalBlobStore(_folder.Root);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sample_that_is_the_same_but_for_what_made_it_has_not_changed()
    {
        await CommitAsync(1, Old, await WriteAsync(Old, [Of("s1", Old), Of("s2", Old)]));
        await CommitAsync(2, New, await WriteAsync(New, [Of("s1", New), Reworded(Of("s2", New))]));
        var difference = await CompareAsync(1, 2);
        Assert.Equal(1, difference.Unchanged);
        Assert.Equal(["taxonomy"], difference.Recipe);
        var changed = Assert.Single(difference.Changed);
        Assert.Equal(("s2", "train"), (changed.Sample, changed.Split));
        Assert.Equal(["taxonomy"], changed.Why);
        Assert.Empty(difference.Added.Concat(difference.Removed));
    }

    [Fact]
    public async Task Samples_come_and_go_with_their_reasons()
    {
        await CommitAsync(1, Old, [await WriteAsync(Old, [Of("gone"), Of("lost"), Of("left-out"), Of("same")], Lost("found"))], [new Exclusion("taken", "no-frontal-view")]);
        await CommitAsync(2, Old, [await WriteAsync(Old, [Of("found"), Of("new"), Of("same"), Of("taken")], Lost("lost"))], [new Exclusion("left-out", "missing-file")]);
        var difference = await CompareAsync(1, 2);
        Assert.Equal(["found left-quarantine", "new new", "taken was-excluded"], difference.Added.Select(Text));
        Assert.Equal(["gone gone", "left-out excluded missing-file", "lost quarantined bad-image"], difference.Removed.Select(Text));
        Assert.Equal(["lost"], difference.Entered.Select(static study => study.Study));
        Assert.Equal(["found"], difference.Left.Select(static study => study.Study));
        Assert.Equal((1, 0), (difference.Unchanged, difference.Changed.Count));
    }

    [Fact]
    public async Task A_changed_sample_says_whether_its_sources_differ_or_it_was_replayed()
    {
        await CommitAsync(1, Old, await WriteAsync(Old, [Of("edited"), Of("replayed"), Of("both")]));
        await CommitAsync(2, New, await WriteAsync(
            New, [Reworded(Of("edited", New)), Reworded(Of("replayed", New)), Of("both", New)],
            input: static study => study switch
            {
                "edited" => new BucketStudy(study, "edited input"),
                "replayed" => new BucketStudy(study, "replayed input", 1),
                _ => new BucketStudy(study, study),
            }));
        Assert.Equal(["edited input taxonomy", "replayed replayed taxonomy"], (await CompareAsync(1, 2)).Changed.Select(Text));
    }

    [Fact]
    public async Task Records_of_buckets_that_both_versions_have_are_not_read()
    {
        var (shared, own) = (await WriteAsync(Old, [Of("s1")]), await WriteAsync(Old, [Of("s2")]));
        await CommitAsync(1, Old, shared);
        await CommitAsync(2, Old, shared, own);
        await _store.DeleteAsync(shared.Records!.Name);
        var difference = await CompareAsync(1, 2);
        Assert.Equal(1, difference.Unchanged);
        Assert.Equal(["s2 new"], difference.Added.Select(Text));
    }

    [Fact]
    public async Task A_sample_that_moved_to_another_bucket_has_not_changed()
    {
        await CommitAsync(1, Old, await WriteAsync(Old, [Of("s1"), Of("s2")]));
        await CommitAsync(2, Old, await WriteAsync(Old, [Of("s1")]), await WriteAsync(Old, [Of("s2"), Of("s3")]));
        var difference = await CompareAsync(1, 2);
        Assert.Equal((2, 0), (difference.Unchanged, difference.Changed.Count));
        Assert.Equal(["s3 new"], difference.Added.Select(Text));
    }

    [Fact]
    public async Task A_version_of_layout_1_is_compared_by_its_records()
    {
        await OldDataset.CopyToAsync(_store);
        var known = await VersionReader.ReadAsync(_store, 1, withImages: false).Select(static stored => stored.Sample).ToListAsync();
        await CommitAsync(2, New, await WriteAsync(New, [.. known.Where(static sample => sample.Split == "train").Select(static sample => sample.Id == "s2" ? Reworded(sample) : sample), Of("s4")]));
        var difference = await CompareAsync(1, 2);
        Assert.Equal(["s2 layout"], difference.Changed.Select(Text));
        Assert.Equal(["s4 new"], difference.Added.Select(Text));
        Assert.Equal(["s3 gone"], difference.Removed.Select(Text));
        Assert.Equal(1, difference.Unchanged);
        var same = await CompareAsync(1, 1);
        Assert.Equal((3, 0), (same.Unchanged, same.Added.Count + same.Removed.Count + same.Changed.Count));
    }

    private Task<VersionDifference> CompareAsync(int from, int to) => new VersionDiffer(_store).CompareAsync(from, to);

    private static string Text(SampleChange change) => string.Join(' ', change.Why.Prepend(change.Sample));

    private static Sample Of(string id, SampleRecipe? recipe = null)
    {
        var sample = TestSamples.Radiograph(id);
        return sample with { Provenance = sample.Provenance with { Recipe = (recipe ?? Old).Digest } };
    }

    private static Sample Reworded(Sample sample) => sample with { Questions = [new("Is there a nodule?", "no", "presence", [])] };

    private static QuarantinedStudy[] Lost(string study) => [TestBuckets.Quarantined(study)];

    private async Task<BucketMark> WriteAsync(
        SampleRecipe recipe, Sample[] samples, QuarantinedStudy[]? quarantine = null, Func<string, BucketStudy>? input = null)
    {
        quarantine ??= [];
        var studies = samples.Select(static sample => sample.Study).Concat(quarantine.Select(static study => study.Study))
            .Select(input ?? (static study => new BucketStudy(study, study))).ToList();
        var key = BucketKey.Of(recipe.Digest, "train", studies);
        var records = await RecordArchive.PublishAsync(_store, "train", key, samples);
        return await BucketStore.PublishAsync(_store, new BucketMark(
            BucketMark.SchemaVersion, key, "train", recipe.Digest, studies, records.File, Pictures: null, records.Statistics, quarantine,
            new Dictionary<string, string>()));
    }

    private Task CommitAsync(int version, SampleRecipe recipe, params BucketMark[] marks) => CommitAsync(version, recipe, marks, []);

    private async Task CommitAsync(int version, SampleRecipe recipe, BucketMark[] marks, Exclusion[] excluded)
    {
        var manifest = TestBuckets.ManifestOf(version, marks) with { Recipe = recipe.ToText(), Excluded = await ExclusionList.PublishAsync(_store, excluded) };
        Assert.True(await _store.TryCreateAsync(DatasetLayout.Manifest(version), manifest.ToJson()));
    }
}
