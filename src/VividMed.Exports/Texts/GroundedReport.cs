using VividMed.Exports.Planning;
using VividMed.Grounding;

namespace VividMed.Exports.Texts;

/// <summary>A report cut into plain text and the phrases that have regions.</summary>
internal static class GroundedReport
{
    /// <summary>The pieces in order; together they are the report. Of phrases that overlap the first, of those that begin together the longest.</summary>
    public static IEnumerable<ReportPiece> Cut(ExportSample export)
    {
        var text = export.Sample.Report.Text;
        var at = 0;
        foreach (var phrase in export.Sample.Phrases.OrderBy(static phrase => phrase.Start).ThenByDescending(static phrase => phrase.End))
        {
            if (phrase.Start < at || export.RegionsOf(phrase) is not { Count: > 0 } regions) continue;
            if (phrase.Start > at) yield return new(text[at..phrase.Start], null, []);
            yield return new(phrase.Text, phrase, regions);
            at = phrase.End;
        }

        if (at < text.Length) yield return new(text[at..], null, []);
    }
}

/// <summary>Text as it stands in the report, and where it is a grounded phrase, that phrase and its regions.</summary>
internal sealed record ReportPiece(string Text, Phrase? Phrase, IReadOnlyList<ExportRegion> Regions);
