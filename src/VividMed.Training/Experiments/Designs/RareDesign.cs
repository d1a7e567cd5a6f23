using VividMed.Training.Experiments.Changes;
using VividMed.Training.Experiments.Plans;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Evaluators;

namespace VividMed.Training.Experiments.Designs;

/// <summary>
/// Findings are made rare on purpose: in each arm one may be stated by no training study, one by 3, one by 9 and one by all that state it. They change places from
/// arm to arm, so that every stratum holds the same findings.
/// </summary>
internal static class RareDesign
{
    /// <summary>Examples that are left of a finding, one number an arm.</summary>
    private static readonly int[] Quotas = [0, 3, 9, int.MaxValue];

    /// <summary>A finding is made rare where so many training studies state it, and some that are held out.</summary>
    private const int Frequent = 20;

    private const int LeastHeldOut = 3;

    /// <summary>Strata by the number of training examples, the most first: what the others are held against.</summary>
    public static IReadOnlyList<(string Name, Func<int, bool> Holds)> Strata { get; } =
    [
        ("10 examples or more", static count => count >= 10),
        ("4 to 9 examples", static count => count is >= 4 and <= 9),
        ("1 to 3 examples", static count => count is >= 1 and <= 3),
        ("no example", static count => count == 0),
    ];

    /// <exception cref="TrainingException"><c>too-few-findings</c></exception>
    public static ExperimentPlan Plan(ExperimentData data)
    {
        var findings = Frequently(data);
        if (findings.Count < Quotas.Length) throw new TrainingException(
            "too-few-findings", $"Fewer than {Quotas.Length} findings are stated by {Frequent} training studies: give the experiment more studies.");
        return new ExperimentPlan(
            "rare", "Findings of which there are few examples",
            [.. Enumerable.Range(0, Quotas.Length).Select(turn => Arm(turn, findings))],
            $"Made rare in turn: {string.Join(", ", findings)}. "
            + "A finding without an example is known by the pieces of its name alone. What can be said without looking is learned from all examples of each.");
    }

    /// <summary>The findings that are made rare, the rarest of those that are frequent enough: few studies are lost with them.</summary>
    public static IReadOnlyList<string> Frequently(ExperimentData data)
    {
        var heldOut = data.HeldOut.SelectMany(static study => StatedFindings.Present(study.Sample)).CountBy(static target => target, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return [.. data.Training.SelectMany(static study => StatedFindings.Present(study.Sample))
            .CountBy(static target => target, StringComparer.Ordinal)
            .Where(count => count.Value >= Frequent && heldOut.GetValueOrDefault(count.Key) >= LeastHeldOut)
            .OrderBy(static count => count.Value).ThenBy(static count => count.Key, StringComparer.Ordinal)
            .Take(Quotas.Length)
            .Select(static count => count.Key)
            .Order(StringComparer.Ordinal)];
    }

    private static ExperimentArm Arm(int turn, IReadOnlyList<string> findings)
    {
        var most = findings.Index().ToDictionary(one => one.Item, one => Quotas[(one.Index + turn) % Quotas.Length], StringComparer.Ordinal);
        return new ExperimentArm(
            $"turn {turn + 1}", string.Join(", ", most.Select(static pair => pair.Value == int.MaxValue ? $"{pair.Key} as it is" : $"{pair.Key} in {pair.Value} studies at most")))
        { Changes = [new RareFindings(most)] };
    }
}
