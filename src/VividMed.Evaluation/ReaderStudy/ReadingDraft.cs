using System.Text;
using VividMed.Grounding;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.ReaderStudy;

/// <summary>A report with errors planted in it, and where each is.</summary>
public sealed record ReadingDraft(string Text, IReadOnlyList<PlantedError> Errors)
{
    /// <param name="name">Of the case: what the errors' ids begin with.</param>
    /// <param name="errors">None of them meets another.</param>
    internal static ReadingDraft Of(string name, string report, IEnumerable<PlantableError> errors)
    {
        var moved = 0;
        var spots = new List<(PlantableError Error, ErrorSpot Spot)>();
        foreach (var (error, edit) in errors.SelectMany(static error => error.Edits.Select(edit => (error, edit))).OrderBy(static own => own.edit.Start))
        {
            var start = edit.Start + moved;
            spots.Add((error, new ErrorSpot(edit.Start, edit.End, report[edit.Start..edit.End], start, start + edit.Words.Length, edit.Words)));
            moved += edit.Words.Length - (edit.End - edit.Start);
        }

        var planted = spots.GroupBy(static own => own.Error)
            .Select((own, at) => new PlantedError($"{name}-e{at + 1}", own.Key.Kind, own.Key.Target, own.Key.Side, [.. own.Select(static spot => spot.Spot)]));
        return new ReadingDraft(Apply(report, spots.Select(static own => own.Spot.Edit)), [.. planted]);
    }

    /// <summary>The text with each edit made. None meets another.</summary>
    internal static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        var draft = new StringBuilder();
        var at = 0;
        foreach (var edit in edits.OrderBy(static edit => edit.Start))
        {
            draft.Append(text, at, edit.Start - at).Append(edit.Words);
            at = edit.End;
        }

        return draft.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>
    /// The sample as a pipeline that wrote this draft would give it: phrases where the draft has them, a turned side stated as the draft
    /// states it, what was left out without its regions; what was made up has none.
    /// </summary>
    public Sample Show(Sample sample)
    {
        var phrases = new List<Phrase>();
        foreach (var phrase in sample.Phrases)
        {
            if (IsLeftOut(phrase)) continue;
            var (start, end) = (Place(phrase.Start, isEnd: false), Place(phrase.End, isEnd: true));
            var turned = Errors.Any(error => error.Kind == PlantedErrorKind.Direction && error.Target == phrase.Target && error.Side == phrase.Side);
            phrases.Add(phrase with
            {
                Start = start,
                End = end,
                Text = Text[start..end],
                Side = !turned ? phrase.Side : phrase.Side == Side.Left ? Side.Right : Side.Left,
            });
        }

        var shown = phrases.SelectMany(static phrase => phrase.Regions).Distinct().Order().ToList();
        return sample with
        {
            Report = new SampleReport(Text, []),
            Phrases = [.. phrases.Select(phrase => phrase with { Regions = [.. phrase.Regions.Select(region => shown.IndexOf(region))] })],
            Regions = [.. shown.Select(region => sample.Regions[region])],
        };
    }

    private bool IsLeftOut(Phrase phrase) => Errors.Any(error =>
        error.Kind == PlantedErrorKind.Omission && error.Spots.Any(spot => phrase.Start < spot.ReportEnd && phrase.End > spot.ReportStart));

    /// <summary>Where a place of the report is in the draft; of one within an edit its near end.</summary>
    private int Place(int at, bool isEnd)
    {
        var moved = 0;
        foreach (var spot in Errors.SelectMany(static error => error.Spots).OrderBy(static spot => spot.ReportStart))
        {
            if (at <= spot.ReportStart) break;
            if (at < spot.ReportEnd) return isEnd ? spot.DraftEnd : spot.DraftStart;
            moved += spot.DraftWords.Length - spot.ReportWords.Length;
        }

        return at + moved;
    }
}
