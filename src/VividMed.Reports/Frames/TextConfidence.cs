using VividMed.Reports.Assertions;
using VividMed.Reports.Tagging;
using VividMed.Taxonomy;

namespace VividMed.Reports.Frames;

/// <summary>
/// How sure the rules are of what they read: by the kind of statement, and less for every word between a finding and the cue that decided.
/// The levels are the shares that were right on sentences with gold, to the next twentieth; see docs/explanation/report-tagging.md.
/// </summary>
internal static class TextConfidence
{
    /// <summary>Where rules and a language model differ, or only one of them found it.</summary>
    public const double OfOneReader = 0.7;

    private const double Plain = 0.95;
    private const double Told = 0.98;
    private const double Doubted = 0.85;
    private const double Recalled = 0.9;
    private const double PerWord = 0.01;
    private const int Free = 4;
    private const double Least = 0.5;

    public static double Of(Assertion assertion, Mention mention)
    {
        if (mention.IsAnatomy || mention.Stated is not null) return Told;
        var level = assertion switch
        {
            { Temporality: Temporality.Historical } => Recalled,
            { Certainty: Certainty.Absent } => Told,
            { Certainty: Certainty.Definite } => Plain,
            _ => Doubted,
        };
        if (assertion.Cue is not { } cue) return level;
        var distance = cue.End <= mention.Core.Start ? mention.Core.Start - cue.End : cue.Start - mention.Core.End;
        return Math.Round(Math.Max(Least, level - (PerWord * Math.Max(0, distance - Free))), 2);
    }
}
