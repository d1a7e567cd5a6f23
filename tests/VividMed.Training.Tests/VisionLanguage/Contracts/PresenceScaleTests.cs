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
    public void What_is_said_and_what_is_found_are_held_together_against_the_targets_threshold() => Gen.Select(Gen.Double[-8, 8], Gen.Double[-8, 8], Gen.Double[-8, 8]).Sample(static (a, b, found) =>
    {
        var (first, second) = (Scale.Of(Modality.Cxr, "edema", Share(a), found), Scale.Of(Modality.Cxr, "edema", Share(b), found));

        if (Math.Abs(a + found - 1.5) > 1e-6) Assert.Equal(a + found > 1.5, first > 0.5);
        Assert.True(a < b ? first <= second : first >= second);
    });

    [Fact]
    public void What_was_not_calibrated_stays_as_it_is()
    {
        Assert.Equal(0.7, Scale.Of(Modality.Ct, "edema", 0.7, found: 3));
        Assert.Equal(0.7, Scale.Of(Modality.Cxr, "fracture", 0.7, found: 3));
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
