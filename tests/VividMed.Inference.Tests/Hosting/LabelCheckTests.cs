using VividMed.Inference.Hosting;
using VividMed.Inference.Manifests;
using VividMed.Inference.Tests.Toys;
using VividMed.Taxonomy;
using VividMed.TestKit;

namespace VividMed.Inference.Tests.Hosting;

public sealed class LabelCheckTests
{
    [Theory]
    [InlineData("lung nodul", "'lung nodule'")]
    [InlineData("cardiac silhouete", "'heart'")]
    [InlineData("Pneumothorax", "'pneumothorax'")]
    public void An_unknown_target_is_told_in_its_own_words_with_those_most_alike(string target, string alike)
    {
        var error = Refused(new ModelLabel("mine", target));
        Assert.Equal("unknown-target", error.Code);
        Assert.Contains($"labels[1] of model toy-detector ('mine') has the target '{target}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(alike, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_side_of_what_has_none_is_refused()
    {
        Assert.Contains("'heart' has no sides", Refused(new ModelLabel("left heart", "heart", Side.Left)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_committed_models_pass()
    {
        var catalog = new ModelCatalog(Repository.Path("models"));
        foreach (var manifest in catalog.Ids.Select(catalog.Load)) LabelCheck.Require(manifest, Targets(manifest.Modality), TargetTaxonomy.FileOf(manifest.Modality));
    }

    private static ModelException Refused(ModelLabel label)
    {
        using var folder = new ToyFolder();
        var manifest = ToyDetector.Manifest(folder) with { Labels = [new ModelLabel("Nodule", "lung nodule"), label] };
        return Assert.Throws<ModelException>(() => LabelCheck.Require(manifest, Targets(), "taxonomy.json"));
    }

    private static TargetTaxonomy Targets(Modality modality = Modality.Ct)
    {
        using var stream = File.OpenRead(Repository.Path("models", TargetTaxonomy.FileOf(modality)));
        return TargetTaxonomy.Load(stream);
    }
}
