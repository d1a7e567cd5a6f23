using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.Experiments.Designs;

/// <summary>What else unseen findings are called: all but one of their names are taught, the last one is asked for without ever having been told.</summary>
/// <param name="Taught">By target.</param>
/// <param name="HeldOut">By target; none of a target without other names.</param>
internal sealed record OpenSetWords(IReadOnlyDictionary<string, IReadOnlyList<string>> Taught, IReadOnlyDictionary<string, string> HeldOut)
{
    public static OpenSetWords Of(TargetTaxonomy taxonomy, IReadOnlyList<string> unseen)
    {
        var names = TargetNames.OthersIn(taxonomy).Where(pair => unseen.Contains(pair.Key, StringComparer.Ordinal)).ToList();
        return new OpenSetWords(
            names.Where(static pair => pair.Value.Count > 1).ToDictionary(static pair => pair.Key, static pair => (IReadOnlyList<string>)[.. pair.Value.SkipLast(1)], StringComparer.Ordinal),
            names.ToDictionary(static pair => pair.Key, static pair => pair.Value[^1], StringComparer.Ordinal));
    }
}
