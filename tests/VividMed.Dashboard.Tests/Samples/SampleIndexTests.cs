using VividMed.Dashboard.Samples;
using VividMed.Grounding;
using VividMed.Shards.Tests;
using VividMed.Storage.Stores;
using VividMed.Taxonomy;
using VividMed.TestKit;

namespace VividMed.Dashboard.Tests.Samples;

public sealed class SampleIndexTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_condition_lets_through_what_fulfils_it()
    {
        var index = await IndexAsync(
            TestSamples.Radiograph("cxr"), TestSamples.Tomogram("ct"), Weak("weak"),
            With("conflict", phrase => phrase with { Regions = [], Reason = UngroundedReason.SideConflict }));

        Assert.Equal(["conflict", "ct", "cxr", "weak"], Find(index, new SampleFilter()));
        Assert.Equal(["ct"], Find(index, new SampleFilter { Modality = Modality.Ct }));
        Assert.Equal(["ct"], Find(index, new SampleFilter { Target = "heart" }));
        Assert.Equal(["weak"], Find(index, new SampleFilter { Grade = Grade.C }));
        Assert.Equal(["conflict"], Find(index, new SampleFilter { Reason = UngroundedReason.SideConflict }));
        Assert.Equal(["conflict"], Find(index, new SampleFilter { Conflict = true }));
        Assert.Equal(["conflict", "cxr", "weak"], Find(index, new SampleFilter { Side = Side.Left }));
        Assert.Equal(["cxr"], Find(index, new SampleFilter { MinScore = 0.85 }));
        Assert.Equal(["weak"], Find(index, new SampleFilter { MaxConfidence = 0.4 }));
        Assert.Equal(["ct", "cxr"], Find(index, new SampleFilter { Id = "C", Conflict = false }));
        Assert.Empty(Find(index, new SampleFilter { Target = "a rib of Adam" }));
        Assert.Empty(Find(index, new SampleFilter { Split = "test" }));
    }

    [Fact]
    public async Task Conditions_on_phrases_hold_of_one_phrase()
    {
        var index = await IndexAsync(TestSamples.Radiograph("cxr"));

        Assert.Equal(["cxr"], Find(index, new SampleFilter { Target = "pleural effusion", Side = Side.Left }));
        Assert.Empty(Find(index, new SampleFilter { Target = "pneumothorax", Side = Side.Left }));
    }

    [Fact]
    public async Task Reviewed_is_asked_of_whoever_knows_it()
    {
        var index = await IndexAsync(TestSamples.Radiograph("a"), TestSamples.Radiograph("b"));

        Assert.Equal(["b"], index.Find(new SampleFilter { Reviewed = true }, static id => id == "b").Select(static entry => entry.Id));
        Assert.Equal(["a"], index.Find(new SampleFilter { Reviewed = false }, static id => id == "b").Select(static entry => entry.Id));
    }

    [Fact]
    public async Task A_sample_takes_a_few_bytes_a_phrase_and_its_id()
    {
        var index = await IndexAsync([.. Enumerable.Range(100, 200).Select(static number => TestSamples.Radiograph($"s{number}"))]);

        Assert.Equal(200, index.Count);
        // Two phrases of 8 bytes, 16 of the sample itself, and an id of four letters as a string.
        Assert.InRange(index.Bytes / (double)index.Count, 40, 80);
    }

    [Fact]
    public async Task An_entry_says_how_much_is_grounded()
    {
        var index = await IndexAsync(TestSamples.Radiograph("cxr"));

        Assert.Equal(new SampleEntry("cxr", "train", Modality.Cxr, Bucket: 0, Phrases: 2, Grounded: 1, Conflict: false), index.Find("cxr"));
        Assert.Null(index.Find("another"));
    }

    public void Dispose() => _folder.Dispose();

    private static Sample Weak(string id)
    {
        var sample = With(id, static phrase => phrase with { Confidence = 0.3 });
        return sample with { Regions = [sample.Regions[0] with { Grade = Grade.C, Score = 0.2 }] };
    }

    private static Sample With(string id, Func<Phrase, Phrase> change)
    {
        var sample = TestSamples.Radiograph(id);
        return sample with { Phrases = [change(sample.Phrases[0]), sample.Phrases[1]] };
    }

    private static IEnumerable<string> Find(SampleIndex index, SampleFilter filter) => index.Find(filter, static _ => false).Select(static entry => entry.Id);

    private async Task<SampleIndex> IndexAsync(params Sample[] samples)
    {
        var store = new LocalBlobStore(_folder.Root);
        var mark = await TestBuckets.WriteAsync(store, "train", TestSamples.Items(samples));
        return await SampleIndex.BuildAsync(store, await TestBuckets.CommitAsync(store, 1, "mimic-cxr", mark), Stop);
    }
}
