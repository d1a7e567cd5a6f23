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
            select $"{style} {finding.Start} {finding.End} {finding.Target} {finding.Kind} {finding.Polarity} {finding.Temporality} {finding.Side} {finding.Location} {string.Join('+', finding.Modifiers)}";
        RecordedBehavior.Check("tests/VividMed.Reports.Tests/behavior.txt", ReportTagger.Behavior, vocabulary.Digest, string.Join('\n', lines));
    }
}
