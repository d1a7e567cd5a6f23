using VividMed.Evaluation.Annotations;
using VividMed.Grounding;
using VividMed.Grounding.Anatomy;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Nifti;
using VividMed.Inference;
using VividMed.Phantoms.Writing;
using VividMed.Shards.Versions;
using VividMed.Storage.Streams;
using VividMed.Taxonomy;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Tests.Support;

namespace VividMed.Workflows.Tests;

/// <summary>MR of heads from table to shard: the third modality, with the shipped miniature.</summary>
public sealed class HeadDatasetTests
{
    private const int Studies = 8;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Heads_become_grounded_samples_whose_counts_masks_and_sides_hold()
    {
        using var scene = await PipelineScene.OpenAsync("mr-csv", Studies);
        await scene.RunAsync("first");
        var (samples, truth) = (await SamplesAsync(scene), PhantomTruth.Load(Path.GetDirectoryName(scene.Data)!));

        Assert.Equal(Studies, (await scene.HeadAsync()).Counts.Written);
        Assert.All(samples, static sample => Assert.Equal(Modality.Mr, sample.Modality));
        var agreement = await PhantomAgreement.MeasureAsync(samples.ToAsyncEnumerable(), truth, Token);
        Assert.True(agreement.Masks > Studies, $"{agreement.Masks} masks");
        Assert.True(agreement.MaskMeanDice > 0.7, $"mean Dice {agreement.MaskMeanDice}");
        Assert.Equal((0, 0), (agreement.AbsentWithRegions, agreement.DuplicateRegions));
        Assert.All(
            samples.SelectMany(static sample => sample.Phrases.Where(static phrase => phrase.Side is Side.Left or Side.Right).SelectMany(phrase => phrase.Regions.Select(region => (sample, phrase.Side, Region: sample.Regions[region])))),
            static placed => Assert.Equal(placed.Side, ImageSides.Of(placed.sample.Images[placed.Region.Image], placed.Region.Box)));
    }

    [Fact]
    public async Task What_a_report_states_is_found_and_what_it_denies_has_no_region()
    {
        using var scene = await PipelineScene.OpenAsync("mr-csv", Studies);
        await scene.RunAsync("first");
        var phrases = (await SamplesAsync(scene)).SelectMany(static sample => sample.Phrases).ToList();

        var stated = phrases.Where(static phrase => phrase is { Kind: FindingKind.Abnormality, Polarity: Polarity.Present, Temporality: Temporality.Current }).ToList();
        var grounded = stated.Count(static phrase => phrase.Regions.Count > 0);
        Assert.True(grounded >= 0.7 * stated.Count, $"{grounded} of {stated.Count}");
        Assert.All(phrases.Where(static phrase => phrase.Polarity == Polarity.Absent), static phrase => Assert.Empty(phrase.Regions));
        Assert.Contains(phrases, static phrase => phrase is { Target: "hydrocephalus", Regions.Count: > 0 } || phrase is { Target: "hydrocephalus", Polarity: Polarity.Absent });
    }

    [Fact]
    public async Task Nothing_of_a_chest_is_asked_or_told_of_a_head()
    {
        using var scene = await PipelineScene.OpenAsync("mr-csv", Studies);
        await scene.RunAsync("first");
        using var file = File.OpenRead(scene.Taxonomy);
        var chest = TargetTaxonomy.Load(file);

        foreach (var sample in await SamplesAsync(scene))
        {
            Assert.DoesNotContain(sample.Phrases, phrase => chest.Find(phrase.Target) is not null);
            Assert.DoesNotContain(sample.Regions, region => chest.Find(region.Label) is not null);
            Assert.DoesNotContain(sample.Questions, static question => question.Question.Contains("chest", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task The_same_phantoms_give_the_same_bytes()
    {
        var digests = new List<string[]>();
        for (var turn = 0; turn < 2; turn++)
        {
            using var scene = await PipelineScene.OpenAsync("mr-csv", Studies);
            await scene.RunAsync("first");
            var archives = (await scene.HeadAsync()).Archives().Select(static archive => archive.Name).Order(StringComparer.Ordinal);
            digests.Add([.. archives.Select(name => $"{name} {Sha256.Of(File.ReadAllBytes(Path.Combine(scene.Out, name)))}")]);
        }

        Assert.NotEmpty(digests[0]);
        Assert.Equal(digests[0], digests[1]);
    }

    [Fact]
    public async Task A_segmenter_of_chests_is_refused_for_heads()
    {
        using var scene = await PipelineScene.OpenAsync("mr-csv", Studies);
        var request = scene.Request("first");
        var refused = Assert.Throws<ModelException>(() => scene.Environment.Models.Check(request with { Options = request.Options with { MrSegmenter = "phantom-sat-mini" } }, Modality.Mr));
        Assert.Equal("wrong-modality", refused.Code);
        Assert.Contains("phantom-sat-mini", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_volume_that_shows_nothing_is_set_aside_with_its_reason()
    {
        using var scene = await PipelineScene.OpenAsync("mr-csv", Studies);
        File.Delete(Path.Combine(Path.GetDirectoryName(scene.Data)!, "truth.json"));
        var file = Path.Combine(scene.Data, "images", "mr0001.nii.gz");
        await using (var content = File.Create(file)) NiftiWriter.Write(content, new short[20 * 20 * 20], 20, 20, 20, Affine.Scale(3, 3, 3));
        PipelineScene.Age(file);
        var request = scene.Request("first") with { Permissions = new RunPermissions { AllowMiniatures = true } };
        await scene.RunAsync(request with { Options = request.Options with { MaxQuarantineShare = 1 } });

        var head = await scene.HeadAsync();
        var lost = Assert.Single(await VersionQuarantine.ReadAsync(scene.Store, head, Token).ToListAsync(Token));
        Assert.Equal(("mr0001", "not-mr", Studies - 1L), (lost.Study, lost.Reason, head.Counts.Written));
    }

    private static async Task<List<Sample>> SamplesAsync(PipelineScene scene) =>
        await VersionReader.ReadAsync(scene.Store, 1, withImages: false, Token).Select(static stored => stored.Sample).ToListAsync(Token);
}
