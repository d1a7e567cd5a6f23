using VividMed.Evaluation.ReaderStudy;
using VividMed.Grounding;
using VividMed.Reports;
using VividMed.Reports.Wordings;
using static VividMed.Grounding.Tests.Scene;

namespace VividMed.Evaluation.Tests.ReaderStudy;

/// <summary>Radiographs as the pipeline makes them, with fluid on the left, and every other with a nodule that is measured.</summary>
internal static class ReadingScene
{
    public static ReadingScorer Scorer { get; } = new(new ReportTaggers(Vocabulary, ReportLanguage.BuiltIn));

    public static IReadOnlyList<Sample> Samples(int count) => [.. Enumerable.Range(0, count).Select(static number => Of(
        $"s{number:D4}", $"There is a small left pleural effusion. {(number % 2 == 0 ? "A nodule of 12 mm is seen in the right upper lobe. " : "")}There is mild cardiomegaly. No pneumothorax.\n\nIMPRESSION: 1. Cardiomegaly. 2. Left pleural effusion."))];

    public static Sample Of(string study, string findings)
    {
        var sections = Cxr(findings).Sections.Select(static section => new SampleSection(section.Name, section.Start, section.End));
        var sample = Sample(
            findings, Box("pleural effusion", 65, 60, 95, 90), Box("lung nodule", 20, 20, 28, 28), Box("cardiomegaly", 30, 50, 70, 85));
        return sample with { Id = study, Study = study, Patient = "p" + study, Report = sample.Report with { Sections = [.. sections] } };
    }

    public static ReadingPack Pack(ReadingPlan plan, int samples = 200)
    {
        var sampler = new CaseSampler(plan);
        foreach (var sample in Samples(samples)) sampler.Add(sample);
        return ReadingPack.Of(plan, sampler.Draw(), "version");
    }

    public static ReadingDesign Design(ReadingPack pack, ReadingPlan plan) => new(
        ReadingDesign.SchemaVersion, pack.Key.Study, "dataset", 1, "recipe", "digest", plan, pack.CountErrors(), ReadingPower.Of(plan, new ReadingAssumptions()), "sealed", pack.Readings);
}
