using VividMed.Reports;
using VividMed.Taxonomy;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>What a text says of abnormalities now, as ids of the taxonomy.</summary>
/// <param name="Stated">As there.</param>
/// <param name="Denied">As not there; a text that contradicts itself has a finding in both.</param>
public sealed record TextClaims(IReadOnlySet<string> Stated, IReadOnlySet<string> Denied)
{
    /// <summary>Of a text that says nothing.</summary>
    public static TextClaims None { get; } = new(new HashSet<string>(), new HashSet<string>());

    /// <summary>What the house's tagger reads.</summary>
    public static TextClaims Of(ReportTagger tagger, string text, Modality modality)
    {
        if (string.IsNullOrWhiteSpace(text)) return None;
        var report = tagger.Tag(text, ReportStyles.For(modality));
        return new TextClaims(report.StatedNow(), report.DeniedNow());
    }
}
