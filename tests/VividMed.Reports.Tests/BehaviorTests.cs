using System.Globalization;
using VividMed.TestKit;

namespace VividMed.Reports.Tests;

/// <summary>Whoever changes what reports are read as raises the behavior version with it.</summary>
public sealed class BehaviorTests
{
    private static readonly string[] Names =
    [
        "pleural effusion", "pneumothorax", "consolidation", "cardiomegaly", "atelectasis", "pulmonary nodule", "rib fracture", "endotracheal tube",
        "emphysema", "hiatal hernia",
    ];

    private static readonly string[] Frames =
    [
        "There is a small left {0}.", "No {0}.", "No evidence of {0} or edema.", "Possible right {0}.", "{0} cannot be excluded.", "Previously seen {0} has resolved.",
        "Unchanged bilateral {0}, larger on the left.", "{0} in the right lower lobe measuring 14 x 9 mm.", "The {0} is no longer seen.",
        "Interval increase of the {0} since the prior study.", "History of {0}.", "Evaluate for {0}.", "Mild {0} with adjacent atelectasis; no pneumothorax.",
        "Apart from the {0}, the lungs are clear.", "{0} is suspected but less likely.",
        "No {0}, small left effusion.", "{0} versus scarring.", "Likely {0}, unlikely edema.", "Two {0}s, the largest 8 mm, previously 5 mm.", "{0} has almost resolved.",
        "{0} is moderate. It lies in the left lower lobe.", "RLL {0}, L > R.",
        "{0}, which was seen before, is not seen in the current examination.", "Haziness compatible with mild {0}, the differential includes scarring, small effusion.",
        "Opacity evaluated in favor of {0} (edema?).", "As far as can be observed: {0}.", "Calcific plaques in the coronary arteries in the aorta and {0}.",
    ];

    [Fact]
    public void What_reports_are_read_as_changes_only_together_with_the_behavior_version()
    {
        var vocabulary = TestTaxonomy.Shipped;
        var tagger = TestTaxonomy.Tagger;
        var lines =
            from style in Enum.GetValues<ReportStyle>()
            from name in Names
            from frame in Frames
            let report = tagger.Tag($"FINDINGS: {string.Format(CultureInfo.InvariantCulture, frame, name)}\nIMPRESSION: {name}.", style)
            from finding in report.Findings
            select $"{style} {finding.Start} {finding.End} {finding.Target} {finding.Kind} {finding.Polarity} {finding.Temporality} {finding.Side} {finding.Location} {string.Join('+', finding.Modifiers)}"
                + $" {finding.Certainty} {finding.IsAlternative} {finding.Change} {finding.Severity} {finding.Count} {Join(finding.SizeMm)} {Join(finding.PriorSizeMm)} {finding.Frame} {finding.TextConfidence.ToString(CultureInfo.InvariantCulture)}";
        RecordedBehavior.Check("tests/VividMed.Reports.Tests/behavior.txt", ReportTagger.Behavior, vocabulary.Digest, string.Join('\n', lines));
    }

    private static string Join(IReadOnlyList<double>? sizes) => string.Join('+', (sizes ?? []).Select(static size => size.ToString(CultureInfo.InvariantCulture)));
}
