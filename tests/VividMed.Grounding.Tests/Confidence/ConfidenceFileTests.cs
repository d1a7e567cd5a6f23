using CsCheck;
using VividMed.Grounding.Confidence;
using VividMed.Taxonomy;
using VividMed.TestKit;

namespace VividMed.Grounding.Tests.Confidence;

public sealed class ConfidenceFileTests
{
    private static readonly ConfidenceScale Scale = new(Modality.Cxr, "detector", 100, [new(0.2, 0.1), new(0.5, 0.6), new(0.9, 0.95)]);

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(0.2, 0.1)]
    [InlineData(0.35, 0.35)]
    [InlineData(0.5, 0.6)]
    [InlineData(1, 0.95)]
    public void Between_knots_it_is_interpolated_and_beyond_them_as_there(double raw, double share) => Assert.Equal(share, Scale.Of(raw), 1e-9);

    [Fact]
    public void A_surer_pair_never_gets_a_smaller_share() => Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1])
        .Sample(static pair => (pair.Item1 <= pair.Item2) == (Scale.Of(pair.Item1) <= Scale.Of(pair.Item2)) || Scale.Of(pair.Item1) == Scale.Of(pair.Item2));

    [Fact]
    public void What_is_saved_is_read_again()
    {
        using var folder = new TemporaryFolder();
        new ConfidenceFile(ConfidenceFile.CurrentSchema, [Scale]).Save(folder.Path("confidence.json"));

        var read = ConfidenceFile.Load(folder.Path("confidence.json"));

        Assert.Equal(Scale.Knots, read.Find(Modality.Cxr, "detector")!.Knots);
        Assert.Null(read.Find(Modality.Ct, "detector"));
        Assert.Null(read.Find(Modality.Cxr, "other"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"schema":"vividmed.confidence/9","scales":[]}""")]
    [InlineData("""{"schema":"vividmed.confidence/1","scales":[null]}""")]
    [InlineData("""{"schema":"vividmed.confidence/1","scales":[{"modality":"CXR","model":"m","pairs":1,"knots":[]}]}""")]
    [InlineData("""{"schema":"vividmed.confidence/1","scales":[{"modality":"CXR","model":"m","pairs":1,"knots":[{"raw":0.5,"share":0.5},{"raw":0.4,"share":0.6}]}]}""")]
    [InlineData("""{"schema":"vividmed.confidence/1","scales":[{"modality":"CXR","model":"m","pairs":1,"knots":[{"raw":0.5,"share":1.5}]}]}""")]
    public void Any_other_file_is_refused_by_name(string content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Path("confidence.json"), content);

        var refusal = Assert.Throws<ConfidenceException>(() => ConfidenceFile.Load(folder.Path("confidence.json")));
        Assert.Equal("bad-confidence", refusal.Code);
        Assert.Contains("confidence.json", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_scales_of_the_models_in_use_count_in_a_recipe()
    {
        var file = new ConfidenceFile(ConfidenceFile.CurrentSchema, [Scale, Scale with { Model = "other" }]);

        Assert.Null(file.Digest(["none"]));
        Assert.Equal(file.Digest(["detector"]), new ConfidenceFile(ConfidenceFile.CurrentSchema, [Scale]).Digest(["detector", "none"]));
        Assert.NotEqual(file.Digest(["detector"]), file.Digest(["detector", "other"]));
    }

    [Fact]
    public void A_grounder_with_a_scale_states_shares_and_one_without_the_product()
    {
        var study = new GroundingStudy("s", Modality.Cxr, Scene.Cxr("There is a left pleural effusion."), [Scene.Radiograph], [Scene.Box("pleural effusion", 60, 60, 90, 90)]);
        var plain = new Grounder(Scene.Vocabulary, new GroundingOptions()).Ground(study).Phrases[0].Confidence;
        var scales = new ConfidenceFile(ConfidenceFile.CurrentSchema, [new(Modality.Cxr, "detector", 100, [new(0, 0.25)])]);

        Assert.Equal(0.25, new Grounder(Scene.Vocabulary, new GroundingOptions(), scales).Ground(study).Phrases[0].Confidence);
        Assert.NotEqual(0.25, plain);
    }
}
