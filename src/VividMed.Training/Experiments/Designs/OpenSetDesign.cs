using System.Globalization;
using VividMed.Taxonomy;
using VividMed.Training.Experiments.Plans;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Evaluators;

namespace VividMed.Training.Experiments.Designs;

/// <summary>
/// Some findings are held out of the heads: reports speak of them, and nobody shows where they lie. One arm has its own heads alone, one is taught to call a
/// localizer for them.
/// </summary>
internal static class OpenSetDesign
{
    /// <summary>A finding takes part where so many training studies place it, and some that are held out.</summary>
    private const int LeastTraining = 5;

    private const int LeastHeldOut = 2;

    /// <exception cref="TrainingException"><c>too-few-findings</c></exception>
    public static ExperimentPlan Plan(ExperimentData data, ExperimentOptions options)
    {
        var (wanted, findings) = (options.Unseen ?? OpenSetDefaults.Unseen, Placed(data));
        // Every second one by frequency, so that seen and unseen findings are about as frequent.
        var unseen = findings.Where(static (_, at) => at % 2 == 1).Take(wanted).Order(StringComparer.Ordinal).ToList();
        if (unseen.Count < wanted) throw new TrainingException(
            "too-few-findings", $"Fewer than {2 * wanted} findings are placed by {LeastTraining} training studies and {LeastHeldOut} held-out ones: give the experiment more studies, or hold out fewer findings.");
        var names = string.Join(", ", unseen);
        return new ExperimentPlan(
            "open-set", "Findings that the heads have never seen",
            [
                new("own heads", $"Never shown where these lie: {names}"),
                new("with calls", string.Create(CultureInfo.InvariantCulture, $"The same, and taught in {100 * (options.CallShare ?? OpenSetDefaults.CallShare):0} % of its conversations to call a localizer for them"))
                {
                    CallShare = options.CallShare ?? OpenSetDefaults.CallShare,
                },
            ],
            $"Unseen: {names}. The localizer answers with the regions that the version's own shards hold: it finds nothing where the shards have none, and errs as the models of the shards do. "
            + "Nothing else calls it: what a model does not call for, its own heads answer. What is said to fail is drawn by the seed.")
        {
            Called = unseen,
        };
    }

    /// <summary>The findings that studies place, the most frequent first.</summary>
    private static List<string> Placed(ExperimentData data)
    {
        var heldOut = Count(data.HeldOut).ToDictionary(StringComparer.Ordinal);
        return
        [
            .. Count(data.Training).Where(count => count.Value >= LeastTraining && heldOut.GetValueOrDefault(count.Key) >= LeastHeldOut)
                .OrderByDescending(static count => count.Value).ThenBy(static count => count.Key, StringComparer.Ordinal).Select(static count => count.Key),
        ];
    }

    private static IEnumerable<KeyValuePair<string, int>> Count(IReadOnlyList<TrainingStudy> studies) => studies
        .SelectMany(static study => study.Sample.Phrases
            .Where(phrase => phrase.Kind == FindingKind.Abnormality && StudyQuestions.IsAsserted(phrase) && phrase.Regions.Any(study.Regions.ContainsKey))
            .Select(static phrase => phrase.Target).Distinct(StringComparer.Ordinal))
        .CountBy(static target => target, StringComparer.Ordinal);
}
