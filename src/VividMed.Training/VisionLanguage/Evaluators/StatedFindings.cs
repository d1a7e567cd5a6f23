using VividMed.Grounding;
using VividMed.Taxonomy;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>What a sample's report says of findings.</summary>
internal static class StatedFindings
{
    /// <summary>Stated as there now.</summary>
    public static HashSet<string> Present(Sample sample) => Targets(sample, StudyQuestions.IsAsserted);

    /// <summary>Left open, or told of earlier, and not stated as there now.</summary>
    public static HashSet<string> Open(Sample sample)
    {
        var open = Targets(sample, static phrase => phrase.Polarity == Polarity.Uncertain || (phrase.Polarity == Polarity.Present && phrase.Temporality != Temporality.Current));
        open.ExceptWith(Present(sample));
        return open;
    }

    /// <summary>Spoken of in any way.</summary>
    public static HashSet<string> Mentioned(Sample sample) => Targets(sample, static _ => true);

    private static HashSet<string> Targets(Sample sample, Func<Phrase, bool> wanted) =>
        sample.Phrases.Where(wanted).Select(static phrase => phrase.Target).ToHashSet(StringComparer.Ordinal);
}
