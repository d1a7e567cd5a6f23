using VividMed.Inference.Manifests;
using VividMed.Phantoms.Radiographs;
using VividMed.TestKit;
using VividMed.Training.Miniatures;

namespace VividMed.Training.Tests.Miniatures;

/// <summary>The committed models on phantoms that neither their training nor the figures in their manifests have seen.</summary>
public sealed class ShippedModelTests
{
    private const int FirstSeed = 30_000;
    private const int LargestFile = 5_000_000;

    /// <summary>Volumes and radiographs, and how far a mean over so few may lie below the manifest's over forty.</summary>
    [Theory]
    [InlineData("phantom-dino-mini", "ap50", 24, 0.10)]
    [InlineData("phantom-dino-mini", "recall", 24, 0.10)]
    [InlineData("phantom-sat-mini", "dice", 4, 0.04)]
    [InlineData("phantom-cxas-mini", "dice", 8, 0.02)]
    [InlineData("phantom-mr-mini", "dice", 6, 0.06)]
    public void A_shipped_model_reaches_what_its_manifest_claims(string id, string measure, int count, double slack)
    {
        var manifest = Load(id);
        var claimed = manifest.Provenance!.Metrics![measure];
        var reached = MiniatureBuilder.Evaluate(manifest, count, FirstSeed, RadiographKind.Drawn, TestContext.Current.CancellationToken);

        Assert.True(reached[measure] >= claimed - slack, $"{measure} {reached[measure]}, claimed {claimed}");
        Assert.Equal(0, reached.GetValueOrDefault("swapped"));
    }

    [Fact]
    public void The_anatomy_segmenter_reaches_on_projected_phantoms_what_its_manifest_claims()
    {
        var manifest = Load("phantom-cxas-mini");
        var claimed = manifest.Provenance!.Metrics!["projected-dice"];
        var reached = MiniatureBuilder.Evaluate(manifest, 6, FirstSeed, RadiographKind.Projected, TestContext.Current.CancellationToken);

        Assert.InRange(reached["dice"], claimed - 0.03, 1);
        Assert.Equal(0, reached["swapped"]);
    }

    [Theory]
    [InlineData("phantom-dino-mini", "ap50", 0.85)]
    [InlineData("phantom-dino-mini", "recall", 0.95)]
    [InlineData("phantom-sat-mini", "dice", 0.93)]
    [InlineData("phantom-cxas-mini", "dice", 0.95)]
    [InlineData("phantom-cxas-mini", "projected-dice", 0.9)]
    [InlineData("phantom-mr-mini", "dice", 0.75)]
    public void A_shipped_model_is_good_enough_to_demonstrate_with(string id, string measure, double least) =>
        Assert.InRange(Load(id).Provenance!.Metrics![measure], least, 1);

    [Fact]
    public void The_CT_segmenter_knows_every_structure_and_invents_none()
    {
        var metrics = Load("phantom-sat-mini").Provenance!.Metrics!;
        var structures = metrics.Where(static metric => metric.Key.StartsWith("dice/", StringComparison.Ordinal)).ToList();

        Assert.InRange(structures.Count, 18, int.MaxValue);
        Assert.All(structures, static structure => Assert.InRange(structure.Value, 0.8, 1));
        Assert.All(metrics.Where(static metric => metric.Key.StartsWith("invented/", StringComparison.Ordinal)), static metric => Assert.Equal(0, metric.Value));
    }

    [Theory]
    [InlineData("phantom-dino-mini")]
    [InlineData("phantom-sat-mini")]
    [InlineData("phantom-cxas-mini")]
    [InlineData("phantom-mr-mini")]
    public void A_shipped_model_is_small_and_says_what_it_is(string id)
    {
        var manifest = Load(id);
        Assert.All(manifest.Files, static file => Assert.InRange(file.Bytes, 1, LargestFile));
        Assert.Contains("no clinical meaning", manifest.IntendedUse, StringComparison.Ordinal);
        Assert.Contains("vividmed models build", manifest.Provenance!.Command, StringComparison.Ordinal);
        Assert.Contains(id, manifest.Provenance.Command, StringComparison.Ordinal);
    }

    private static ModelManifest Load(string id) => ModelManifest.Load(Repository.Path("models", id));
}
