using VividMed.Datasets;
using VividMed.Evaluation.ReaderStudy;

namespace VividMed.Evaluation.Tests.ReaderStudy;

public sealed class CaseSamplerTests
{
    [Fact]
    public void The_asked_share_of_drafts_has_an_error_and_kinds_are_shared_out_evenly()
    {
        var pack = ReadingScene.Pack(new ReadingPlan { Cases = 36, Faulty = 0.5 });

        Assert.Equal((36, 18), (pack.Cases.Count, pack.Key.Cases.Count(static one => one.Errors.Count > 0)));
        Assert.All(pack.CountErrors(), static kind => Assert.Equal(3, kind.Value));
        Assert.All(pack.Key.Cases.Where(static one => one.Errors.Count == 0), static one => Assert.Equal(one.Report, one.Draft));
    }

    [Fact]
    public void A_patient_is_one_case()
    {
        var sampler = new CaseSampler(new ReadingPlan { Cases = 12 });
        foreach (var (at, sample) in ReadingScene.Samples(60).Index()) sampler.Add(sample with { Patient = $"p{at / 3}" });

        Assert.Equal(12, sampler.Draw().Select(static one => one.Sample.Patient).Distinct().Count());
    }

    [Fact]
    public void The_draw_depends_on_the_seed_and_not_on_the_order_of_the_samples()
    {
        var plan = new ReadingPlan { Cases = 12 };
        var sampler = new CaseSampler(plan);
        foreach (var sample in ReadingScene.Samples(200).Reverse()) sampler.Add(sample);
        var pack = ReadingPack.Of(plan, sampler.Draw(), "version");

        Assert.Equal(Texts(ReadingScene.Pack(plan)), Texts(pack));
        Assert.Equal(ReadingScene.Pack(plan).Key.Study, pack.Key.Study);
        Assert.NotEqual(Texts(ReadingScene.Pack(plan with { Seed = 2 })), Texts(pack));

        static IEnumerable<(string, string, string)> Texts(ReadingPack pack) => pack.Key.Cases.Select(static one => (one.Name, one.Source, one.Draft));
    }

    [Fact]
    public void A_kind_that_no_report_has_a_place_for_leaves_its_share_to_the_others()
    {
        var sampler = new CaseSampler(new ReadingPlan { Cases = 12, Faulty = 1 });
        foreach (var sample in ReadingScene.Samples(200).Where(static (_, at) => at % 2 == 1)) sampler.Add(sample); // none measures

        var counts = ReadingPack.Of(new ReadingPlan(), sampler.Draw(), "version").CountErrors();

        Assert.Equal((0, 0, 12), (counts[PlantedErrorKind.Size], counts[PlantedErrorKind.Unit], counts.Values.Sum()));
    }

    [Fact]
    public void A_version_that_is_too_small_is_told()
    {
        Assert.Equal("too-few-cases", Assert.Throws<DatasetException>(static () => ReadingScene.Pack(new ReadingPlan { Cases = 12 }, samples: 11)).Code);
        Assert.Equal("too-few-cases", Assert.Throws<DatasetException>(static () => ReadingScene.Pack(new ReadingPlan { Cases = 6 }, samples: 0)).Code);
    }

    [Theory]
    [InlineData(7, 3, 0.5)]
    [InlineData(0, 3, 0.5)]
    [InlineData(6, 1, 0.5)]
    [InlineData(6, 3, 1.5)]
    [InlineData(6, 3, double.NaN)]
    public void A_plan_that_cannot_be_balanced_is_refused(int cases, int readers, double faulty) =>
        Assert.Equal("bad-study-plan", Assert.Throws<DatasetException>(() => new CaseSampler(new ReadingPlan { Cases = cases, Readers = readers, Faulty = faulty })).Code);
}
