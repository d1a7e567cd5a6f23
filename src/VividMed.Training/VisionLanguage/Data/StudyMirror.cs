using VividMed.Grounding;
using VividMed.Taxonomy;

namespace VividMed.Training.VisionLanguage.Data;

/// <summary>
/// A study as in a mirror: image, boxes and masks with left at right, and the words of report, phrases and questions with them. It teaches that sides
/// are told by the place alone, and costs what the heart's side could have told.
/// </summary>
internal static class StudyMirror
{
    /// <summary>Null where words name what has no counterpart on the other side.</summary>
    public static TrainingStudy? Of(TrainingStudy study)
    {
        if (Words(study.Sample) is not { } sample) return null;
        return study with
        {
            Sample = sample,
            Image = study.Image.Select(shades => Flipped(shades, study.Grid.Seen)),
            Regions = study.Regions.ToDictionary(
                static region => region.Key,
                region => new RegionTarget(
                    [1 - region.Value.Box[0], .. region.Value.Box[1..]], region.Value.Mask is { } mask ? Flipped(mask, study.Grid.Outline) : null)),
        };
    }

    private static Sample? Words(Sample sample)
    {
        var report = sample.Report;
        if (MirroredText.Exchange(report.Text) is not { } words) return null;
        var questions = new List<QuestionAnswer>();
        foreach (var question in sample.Questions)
        {
            if (MirroredText.Exchange(question.Question) is not { } asked || MirroredText.Exchange(question.Answer) is not { } said) return null;
            questions.Add(question with { Question = asked.Text, Answer = said.Text });
        }

        return sample with
        {
            Report = new SampleReport(words.Text, [.. report.Sections.Select(section => new SampleSection(section.Name, words.Moved(section.Start), words.Moved(section.End)))]),
            Phrases = [.. sample.Phrases.Select(phrase => Exchanged(phrase, words))],
            Questions = questions,
        };
    }

    private static Phrase Exchanged(Phrase phrase, MirroredText words)
    {
        var (start, end) = (words.Moved(phrase.Start), words.Moved(phrase.End));
        var side = phrase.Side switch
        {
            Side.Left => Side.Right,
            Side.Right => Side.Left,
            var other => other,
        };
        return phrase with { Start = start, End = end, Text = words.Text[start..end], Side = side };
    }

    /// <summary>Rows (x fastest) from their other end: left and right exchanged.</summary>
    public static T[] Flipped<T>(T[] voxels, ImageGrid grid)
    {
        var flipped = (T[])voxels.Clone();
        for (var at = 0; at < flipped.Length; at += grid.Width) flipped.AsSpan(at, grid.Width).Reverse();
        return flipped;
    }
}
