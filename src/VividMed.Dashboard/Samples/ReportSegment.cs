using VividMed.Grounding;

namespace VividMed.Dashboard.Samples;

/// <summary>A piece of a report: the words of phrases that share a place, or what lies between.</summary>
/// <param name="Phrases">Places in the sample's list; empty between phrases.</param>
/// <param name="Regions">Those of all these phrases.</param>
public sealed record ReportSegment(string Text, IReadOnlyList<int> Phrases, IReadOnlyList<int> Regions)
{
    /// <summary>The whole text, piece after piece. Of phrases that overlap the grounded one is marked, else the first.</summary>
    public static IReadOnlyList<ReportSegment> Of(Sample sample)
    {
        var (text, at, segments) = (sample.Report.Text, 0, new List<ReportSegment>());
        var places = sample.Phrases.Index()
            .GroupBy(static phrase => (phrase.Item.Start, phrase.Item.End))
            .OrderBy(static place => place.Key.Start)
            .ThenBy(static place => place.All(static phrase => phrase.Item.Regions.Count == 0))
            .ThenByDescending(static place => place.Key.End);
        foreach (var place in places)
        {
            if (place.Key.Start < at || place.Key.End > text.Length) continue;
            if (place.Key.Start > at) segments.Add(new ReportSegment(text[at..place.Key.Start], [], []));
            segments.Add(new ReportSegment(
                text[place.Key.Start..place.Key.End], [.. place.Select(static phrase => phrase.Index)],
                [.. place.SelectMany(static phrase => phrase.Item.Regions).Distinct().Order()]));
            at = place.Key.End;
        }

        if (at < text.Length) segments.Add(new ReportSegment(text[at..], [], []));
        return segments;
    }
}
