using CsCheck;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.Tests.VisionLanguage.Contracts;

public sealed class PresenceScaleTests
{
    private static readonly PresenceScale Scale = new(
        "validate", new Dictionary<string, int> { ["CXR"] = 30 },
        new Dictionary<string, IReadOnlyDictionary<string, double>> { [Modality.Cxr.Code()] = new Dictionary<string, double> { ["edema"] = 1.5, ["nodule"] = -1 } });

    [Fact]
    public void Evidence_is_held_against_the_targets_threshold() => Gen.Select(Gen.Double[-8, 8], Gen.Double[-8, 8]).Sample(static (a, b) =>
    {
        var (first, second) = (Scale.Of(Modality.Cxr, "edema", a)!.Value, Scale.Of(Modality.Cxr, "edema", b)!.Value);

        if (Math.Abs(a - 1.5) > 1e-6) Assert.Equal(a > 1.5, first > 0.5);
        Assert.True(a < b ? first <= second : first >= second);
    });

    [Fact]
    public void Each_reading_is_evidence() => Gen.Select(Gen.Double[-8, 8], Gen.Double[-8, 8], Gen.Double[-8, 8]).Sample(static (said, found, glanced) =>
    {
        var evidence = PresenceScale.Evidence(Share(said), found, glanced);

        Assert.True(PresenceScale.Evidence(Share(said + 1), found, glanced) > evidence);
        Assert.True(PresenceScale.Evidence(Share(said), found + 1, glanced) > evidence);
        Assert.True(PresenceScale.Evidence(Share(said), found, glanced + 1) > evidence);
    });

    [Fact]
    public void What_was_not_calibrated_has_no_share()
    {
        Assert.Null(Scale.Of(Modality.Ct, "edema", 3));
        Assert.Null(Scale.Of(Modality.Cxr, "fracture", 3));
    }

    [Fact]
    public void The_file_comes_back_as_it_was()
    {
        var again = PresenceScale.Parse(Scale.ToJson());

        Assert.Equal(("validate", 30), (again.Split, again.Studies["CXR"]));
        Assert.Equal(Scale.LeastEvidence["CXR"], again.LeastEvidence["CXR"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"split":"validate","studies":{},"leastEvidence":{"CXR":{"edema":"much"}}}""")]
    [InlineData("""{"split":"validate","studies":{},"thresholds":{"CXR":{"edema":1}}}""")]
    public void Another_kind_of_file_is_refused(string json) =>
        Assert.Equal("bad-presence", Assert.Throws<TrainingException>(() => PresenceScale.Parse(System.Text.Encoding.UTF8.GetBytes(json))).Code);

    [Fact]
    public void About_half_of_the_patients_calibrate_and_always_the_same()
    {
        var patients = Enumerable.Range(0, 1_000).Select(static at => $"p{at}").ToList();

        Assert.InRange(patients.Count(HeldOutHalf.Calibrates), 430, 570);
        Assert.Equal(patients.ConvertAll(HeldOutHalf.Calibrates), patients.ConvertAll(HeldOutHalf.Calibrates));
        // Thresholds that are told of a half must stay of that half in every version of the program.
        Assert.Equal([false, false, true, false], new[] { "10000032", "p1", "p2", "train_1" }.Select(HeldOutHalf.Calibrates));
    }

    private static double Share(double logit) => 1 / (1 + Math.Exp(-logit));
}
