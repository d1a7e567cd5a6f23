using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>
/// Learns from which evidence on a finding counts as there, so that F1 over all findings together is best: of each finding the threshold that gains most where
/// what is said costs what that F1 makes it cost (after Dinkelbach, 1967), drawn towards that of all findings together, so that a few studies do not decide alone.
/// </summary>
internal sealed class PresenceCalibrator
{
    /// <summary>Fewer studies of a modality teach no threshold.</summary>
    public const int LeastStudies = 20;

    private const int LeastPositives = 4;
    private const double Lowest = -10;
    private const double Step = 0.1;
    private const int Steps = 220;

    /// <summary>Gains jump from study to study: the mean over so many steps on either side counts.</summary>
    private const int Smoothed = 4;

    /// <summary>What a logit of distance from the common threshold costs.</summary>
    private const double Pull = 0.005;

    private const double FirstPrice = 0.8;
    private const int Rounds = 4;

    private readonly Dictionary<Modality, List<IReadOnlyDictionary<string, (double Logit, bool IsThere)>>> _studies = [];

    /// <param name="asked">By finding, those that the report leaves open left out: the network's evidence, and what the report says.</param>
    public void Add(Modality modality, IReadOnlyDictionary<string, (double Logit, bool IsThere)> asked)
    {
        if (!_studies.TryGetValue(modality, out var own)) _studies[modality] = own = [];
        own.Add(asked);
    }

    public PresenceScale Fit(string split)
    {
        var enough = _studies.Where(static own => own.Value.Count >= LeastStudies).OrderBy(static own => own.Key).ToList();
        return new PresenceScale(
            split,
            enough.ToDictionary(static own => own.Key.Code(), static own => own.Value.Count),
            enough.ToDictionary(static own => own.Key.Code(), static own => Fit(own.Value)));
    }

    private static IReadOnlyDictionary<string, double> Fit(List<IReadOnlyDictionary<string, (double Logit, bool IsThere)>> studies)
    {
        var byFinding = studies.SelectMany(static own => own).GroupBy(static one => one.Key, static one => one.Value, StringComparer.Ordinal)
            .OrderBy(static finding => finding.Key, StringComparer.Ordinal)
            .ToDictionary(static finding => finding.Key, static finding => finding.ToArray());
        var (price, thresholds) = (FirstPrice, byFinding.ToDictionary(static finding => finding.Key, static _ => 0.0));
        for (var round = 0; round < Rounds; round++)
        {
            var common = Best([.. byFinding.Values.SelectMany(static asked => asked)], price, towards: 0);
            thresholds = byFinding.ToDictionary(
                static finding => finding.Key,
                finding => finding.Value.Count(static one => one.IsThere) >= LeastPositives ? Best(finding.Value, price, common) : common);
            price = F1(byFinding, thresholds);
        }

        return thresholds;
    }

    /// <summary>The threshold with the most hits, twice, less what is said at its price; a share of what is there, so that findings compare.</summary>
    private static double Best((double Logit, bool IsThere)[] asked, double price, double towards)
    {
        var there = Math.Max(1, asked.Count(static one => one.IsThere));
        var gains = Enumerable.Range(0, Steps).Select(at =>
        {
            var (hits, said) = Count(asked, Lowest + (at * Step));
            return ((2 * hits) - (price * said)) / there;
        }).ToArray();
        var best = Enumerable.Range(0, Steps).MaxBy(at =>
        {
            var (from, to) = (Math.Max(0, at - Smoothed), Math.Min(Steps, at + Smoothed + 1));
            return gains[from..to].Average() - (Pull * Math.Abs(Lowest + (at * Step) - towards));
        });
        return Math.Round(Lowest + (best * Step), 1);
    }

    private static double F1(Dictionary<string, (double Logit, bool IsThere)[]> byFinding, Dictionary<string, double> thresholds)
    {
        var (hits, all) = (0, 0);
        foreach (var (finding, asked) in byFinding)
        {
            var (right, said) = Count(asked, thresholds[finding]);
            (hits, all) = (hits + right, all + said + asked.Count(static one => one.IsThere));
        }

        return all == 0 ? 0 : 2.0 * hits / all;
    }

    private static (int Hits, int Said) Count((double Logit, bool IsThere)[] asked, double threshold)
    {
        var (hits, said) = (0, 0);
        foreach (var (logit, isThere) in asked)
        {
            if (logit <= threshold) continue;
            said++;
            if (isThere) hits++;
        }

        return (hits, said);
    }
}
