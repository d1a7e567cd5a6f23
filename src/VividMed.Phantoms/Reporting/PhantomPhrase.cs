using VividMed.Datasets;
using VividMed.Taxonomy;

namespace VividMed.Phantoms.Reporting;

/// <summary>
/// One mention in a phantom's report, in its findings or impression (other parts have no truth). <paramref name="Start"/> and <paramref name="End"/> are
/// UTF-16 offsets into the text that <see cref="DatasetReports.ReadReportAsync"/> returns; <paramref name="Text"/> is that span with every run of white space as one space.
/// A tagger that normalizes white space or draws the phrase wider is compared by target, side, polarity and <paramref name="Occurrence"/> instead.
/// </summary>
/// <param name="Target">A taxonomy id without the side.</param>
/// <param name="Historical">Stated of an earlier examination only (seen before, now gone): no region, whatever the polarity.</param>
/// <param name="IsAnatomy">It names a structure, not an abnormality.</param>
/// <param name="Section">findings or impression.</param>
/// <param name="Sentence">The ordinal of its sentence among the sentences of findings and impression.</param>
/// <param name="Occurrence">The ordinal of the mention among those of the same target in the report.</param>
public sealed record PhantomPhrase(
    int Start,
    int End,
    string Text,
    string Target,
    Side Side,
    Polarity Polarity,
    bool Historical,
    bool IsAnatomy,
    string Section,
    int Sentence,
    int Occurrence)
{
    /// <summary>How many are stated, where a number is.</summary>
    public int? Count { get; init; }

    /// <summary>The stated size in mm.</summary>
    public double? SizeMm { get; init; }

    /// <summary>The stated size in mm of the examination before.</summary>
    public double? PriorSizeMm { get; init; }

    /// <summary>new, worse, better or unchanged, where the sentence says so.</summary>
    public string? Change { get; init; }

    /// <summary>probable, where a finding that is there is spoken of with doubt.</summary>
    public string? Certainty { get; init; }
}
