using System.Globalization;
using VividMed.Taxonomy;
using VividMed.Training.Experiments.Comparison;
using VividMed.Training.Experiments.Designs;
using VividMed.Training.Experiments.Plans;
using VividMed.Training.Experiments.Results;
using VividMed.Training.VisionLanguage.Evaluators;

namespace VividMed.Training.Experiments;

/// <summary>Makes the tables of an experiment from its cells.</summary>
internal sealed class ExperimentReporter(ExperimentPlan plan, ExperimentData data, ExperimentOptions options, StudyQuestions questions)
{
    /// <summary>The arm that looks at no image.</summary>
    public const string Unseen = "without looking";

    private readonly ArmComparison _comparison = new(options.Resamples, options.Seed);

    /// <param name="unseen">what can be said of the held-out studies without looking</param>
    public ExperimentReport Report(ExperimentKind kind, IReadOnlyList<CellResult> cells, IReadOnlyList<StudyResult> unseen)
    {
        var tables = new List<ExperimentTable>();
        foreach (var modality in data.HeldOut.Select(static study => study.Sample.Modality).Distinct().Order())
        {
            if (kind == ExperimentKind.OpenSet) tables.Add(Named(modality, cells));
            else if (kind == ExperimentKind.Rare) tables.Add(Strata(modality, cells, unseen));
            else tables.Add(Table($"measured on {modality.Code()}", Arms(cells, unseen, study => study.Modality == modality), Figures(kind, modality)));
            if (kind == ExperimentKind.Grounding) tables.AddRange(ByTarget(modality, cells, unseen));
        }

        List<string> notes =
        [
            data.Truth is null
                ? "Held-out places are those that the shards' models found, not the truth."
                : "Held-out places are those of the phantoms, whatever the arm learned from.",
            .. kind == ExperimentKind.OpenSet
                ? Array.Empty<string>()
                : [$"\"{Unseen}\": the most frequent answer to each question, the mean box of each name, and the one training report that names the findings of all others best."],
            "A difference is an effect only where neither of its intervals holds 0: Student's over the seeds' differences, and the middle 95 of 100 draws of patients. "
            + "At 95 % one comparison in twenty shows one by chance.",
            .. plan.Note is { } note ? [note] : Array.Empty<string>(),
            .. kind == ExperimentKind.Quality ? tables.SelectMany(Worths) : [],
        ];
        return new ExperimentReport(
            plan.Id, plan.Title, [.. Enumerable.Range(options.Seed, options.Seeds)], options.Steps, options.Batch, data.HeldOut.Count,
            data.HeldOut.Select(static study => study.Sample.Patient).Distinct(StringComparer.Ordinal).Count(), data.Truth is not null, [.. plan.Arms.Select(arm => Summary(arm, cells))], tables, notes);
    }

    private static ArmSummary Summary(ExperimentArm arm, IReadOnlyList<CellResult> cells)
    {
        var own = cells.Where(cell => cell.Arm == arm.Name).ToList();
        return new ArmSummary(arm.Name, arm.What, own.Average(static cell => cell.Steps), own.Average(static cell => cell.TrainingStudies), own.Average(static cell => cell.Minutes));
    }

    private ExperimentTable Table(string title, IReadOnlyList<ArmRuns> arms, IReadOnlyList<Figure> figures) => new(title, arms[0].Arm, _comparison.Compare(arms, figures));

    private List<ArmRuns> Arms(IReadOnlyList<CellResult> cells, IReadOnlyList<StudyResult> unseen, Func<StudyResult, bool> which) =>
    [
        .. plan.Arms.Select(arm => new ArmRuns(arm.Name, [.. cells.Where(cell => cell.Arm == arm.Name).OrderBy(static cell => cell.Seed).Select(cell => Some(cell.Studies, which))])),
        new ArmRuns(Unseen, [Some(unseen, which)]),
    ];

    private static IReadOnlyList<StudyResult> Some(IReadOnlyList<StudyResult> studies, Func<StudyResult, bool> which) => [.. studies.Where(which)];

    private IReadOnlyList<Figure> Figures(ExperimentKind kind, Modality modality)
    {
        var findings = questions.Findings(modality);
        var types = data.HeldOut.Where(study => study.Sample.Modality == modality).SelectMany(static study => study.Sample.Questions).Select(static question => question.Type)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return kind == ExperimentKind.Grounding
            ? [.. ExperimentFigures.OfPlaces, .. ExperimentFigures.OfWrittenPlaces]
            : [
                .. ExperimentFigures.OfReports(findings), .. ExperimentFigures.OfPresence(findings), .. ExperimentFigures.OfAnswers(types), .. ExperimentFigures.OfPlaces,
                .. ExperimentFigures.OfWrittenPlaces,
            ];
    }

    /// <summary>A table a target, of those that held-out reports place.</summary>
    private IEnumerable<ExperimentTable> ByTarget(Modality modality, IReadOnlyList<CellResult> cells, IReadOnlyList<StudyResult> unseen) =>
        unseen.Where(study => study.Modality == modality).SelectMany(static study => study.Places).Select(static place => place.Target)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(target => Table(
                $"{modality.Code()}, {target}",
                [.. Arms(cells, unseen, study => study.Modality == modality).Select(arm => Narrowed(arm, name => name == target))], ExperimentFigures.OfPlaces));

    private static ArmRuns Narrowed(ArmRuns arm, Func<string, bool> target) => arm with { Runs = [.. arm.Runs.Select(run => (IReadOnlyList<StudyResult>)[.. run.Select(study => study.Only(target))])] };

    /// <summary>Strata by the examples that each training had, over all arms of a seed together: of each only the findings that fall into the stratum.</summary>
    private ExperimentTable Strata(Modality modality, IReadOnlyList<CellResult> cells, IReadOnlyList<StudyResult> unseen)
    {
        var rare = RareDesign.Frequently(data);
        var arms = RareDesign.Strata.Select(stratum => new ArmRuns(
            stratum.Name,
            [.. cells.GroupBy(static cell => cell.Seed).OrderBy(static group => group.Key).Select(group => (IReadOnlyList<StudyResult>)[.. group.SelectMany(cell => cell.Studies
                .Where(study => study.Modality == modality)
                .Select(study => study.Only(target => rare.Contains(target) && stratum.Holds(cell.Examples.GetValueOrDefault(target)))))])]));
        var trivial = new ArmRuns(Unseen, [[.. unseen.Where(study => study.Modality == modality).Select(study => study.Only(rare.Contains))]]);
        return Table(
            $"measured on {modality.Code()}, by training examples", [.. arms, trivial],
            [.. ExperimentFigures.OfReports(rare).Take(2), .. ExperimentFigures.OfPresence(rare), .. ExperimentFigures.OfPlaces]);
    }

    /// <summary>Names that are asked for one by one; each arm that calls once more with the localizer that fails, which takes no other training.</summary>
    private ExperimentTable Named(Modality modality, IReadOnlyList<CellResult> cells)
    {
        var failed = options.FailedCalls ?? OpenSetDefaults.FailedCalls;
        var arms = Arms(cells, [], study => study.Modality == modality).Zip(plan.Arms).SelectMany(pair => pair.Second.CallShare > 0
            ? new[] { pair.First, new ArmRuns(string.Create(CultureInfo.InvariantCulture, $"{pair.First.Arm}, {100 * failed:0} % failing"), [.. pair.First.Runs.Select(Failing)]) }
            : [pair.First]);
        return Table($"measured on {modality.Code()}, name by name", [.. arms], OpenSetFigures.All);
    }

    private static IReadOnlyList<StudyResult> Failing(IReadOnlyList<StudyResult> run) => [.. run.Select(static study => study with { Named = [.. (study.Named ?? []).Select(static one => one.Failing())] })];

    /// <summary>What noise costs, in patients.</summary>
    private IEnumerable<string> Worths(ExperimentTable table)
    {
        foreach (var (figure, rows) in table.Figures.Where(static one => one.Figure is "finding F1 micro" or "box IoU" or "answers"))
        {
            (string Name, double Share)[] points = [(QualityDesign.Clean, 1), .. QualityDesign.Fractions(options).Select(static share => (QualityDesign.NameOf(share), share))];
            var clean = points.Where(point => rows[point.Name].Value is not null).Select(point => (point.Share, rows[point.Name].Value!.Value)).ToList();
            foreach (var (arm, row) in rows.Where(row => row.Key != QualityDesign.Clean && row.Key != Unseen && !row.Key.Contains("of the patients", StringComparison.Ordinal)))
            {
                if (row.Value is { } value) yield return $"{table.Title}, {figure}: {arm} is worth {EquivalentShare.Tell(clean, value.Value)}.";
            }
        }
    }
}
