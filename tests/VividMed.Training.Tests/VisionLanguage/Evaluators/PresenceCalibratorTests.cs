using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Evaluators;

namespace VividMed.Training.Tests.VisionLanguage.Evaluators;

public sealed class PresenceCalibratorTests
{
    [Fact]
    public void A_finding_whose_yes_comes_too_easily_gets_a_threshold_where_it_is_right_most_often()
    {
        var scale = Fit(studies: 60, static at => new Dictionary<string, (double, bool)>
        {
            // Asserted up to a logit of 2 where it is not there.
            ["eager"] = at % 3 == 0 ? (3.5 + (at % 5 * 0.1), true) : ((at % 7 * 0.5) - 1, false),
            ["sound"] = at % 4 == 0 ? (2 + (at % 5 * 0.1), true) : (-2 - (at % 3 * 0.1), false),
        });

        Assert.InRange(scale.LeastEvidence["CXR"]["eager"], 2, 3.5);
        Assert.InRange(scale.LeastEvidence["CXR"]["sound"], -2, 2);
        Assert.Equal(("validate", 60), (scale.Split, scale.Studies["CXR"]));
    }

    [Fact]
    public void What_is_hardly_ever_there_takes_the_threshold_of_all()
    {
        var scale = Fit(studies: 60, static at => new Dictionary<string, (double, bool)>
        {
            ["usual"] = at % 2 == 0 ? (4, true) : (1, false),
            ["seldom"] = (at == 7 ? 0.5 : -0.5, at == 7),
            ["never"] = (1.5, false),
        });

        Assert.Equal(scale.LeastEvidence["CXR"]["seldom"], scale.LeastEvidence["CXR"]["never"]);
        Assert.InRange(scale.LeastEvidence["CXR"]["never"], 1, 4);
    }

    [Fact]
    public void Few_studies_teach_nothing() =>
        Assert.Empty(Fit(PresenceCalibrator.LeastStudies - 1, static _ => new Dictionary<string, (double, bool)> { ["one"] = (1, true) }).LeastEvidence);

    private static PresenceScale Fit(int studies, Func<int, Dictionary<string, (double, bool)>> study)
    {
        var calibrator = new PresenceCalibrator();
        for (var at = 0; at < studies; at++) calibrator.Add(Modality.Cxr, study(at));
        return calibrator.Fit("validate");
    }
}
