using VividMed.Grounding;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.ReaderStudy;

/// <summary>Sentences of findings that a draft may state without cause, in words of this project.</summary>
internal static class InsertedFindings
{
    private static readonly (string Target, string Noun, string Sentence)[] Sentences =
    [
        ("pleural effusion", "effusion", "There is a small {side} pleural effusion."),
        ("pneumothorax", "pneumothorax", "There is a small {side} pneumothorax."),
        ("lung nodule", "nodule", "There is a nodule in the {side} lung."),
        ("atelectasis", "atelectasis", "There is {side} basilar atelectasis."),
        ("pulmonary consolidation", "consolidation", "There is consolidation in the {side} lung."),
        ("pleural thickening", "thickening", "There is {side} pleural thickening."),
        ("rib fracture", "fracture", "There is a {side} rib fracture."),
        ("pulmonary cavity", "cavity", "There is a cavity in the {side} lung."),
        ("hiatal hernia", "hernia", "There is a small hiatal hernia."),
        ("cardiomegaly", "cardiomegaly", "There is mild cardiomegaly."),
    ];

    /// <summary>Those that the report says nothing of and no region of the sample shows, on either side.</summary>
    public static IEnumerable<(string Target, Side Side, string Sentence)> For(Sample sample)
    {
        foreach (var (target, noun, sentence) in Sentences)
        {
            if (sample.Report.Text.Contains(noun, StringComparison.OrdinalIgnoreCase)
                || sample.Phrases.Any(phrase => phrase.Target == target)
                || sample.Regions.Any(region => region.Label == target)) continue;
            if (!sentence.Contains("{side}", StringComparison.Ordinal)) yield return (target, Side.None, sentence);
            else
            {
                yield return (target, Side.Left, sentence.Replace("{side}", "left", StringComparison.Ordinal));
                yield return (target, Side.Right, sentence.Replace("{side}", "right", StringComparison.Ordinal));
            }
        }
    }
}
