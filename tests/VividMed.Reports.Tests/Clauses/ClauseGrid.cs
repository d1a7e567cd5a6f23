using VividMed.Taxonomy;

namespace VividMed.Reports.Tests.Clauses;

/// <summary>
/// Shapes of clauses around one finding ({0}) or two ({0}, {1}), each with what it says of them: + present, - absent, ? uncertain, ~ not
/// present now (absent or of an earlier examination). A cue that fails here fails for every finding alike.
/// </summary>
internal static class ClauseGrid
{
    public static readonly string[] Findings =
        ["pleural effusion", "pneumothorax", "consolidation", "atelectasis", "pneumonia", "lung nodule", "pulmonary edema", "rib fracture"];

    public static readonly (string Shape, string First, string Second)[] Shapes =
    [
        // Denial before.
        ("No {0}.", "-", ""), ("There is no {0}.", "-", ""), ("Without {0}.", "-", ""), ("There is no evidence of {0}.", "-", ""),
        ("No sign of {0} is seen.", "-", ""), ("Nothing to suggest {0}.", "-", ""), ("Nothing to indicate {0}.", "-", ""),
        ("There isn't any {0}.", "-", ""), ("Negative for {0}.", "-", ""), ("The chest is negative for {0}.", "-", ""),
        ("The lungs are free of {0}.", "-", ""), ("The right side is clear of {0}.", "-", ""), ("No known {0}.", "-", ""),
        ("No further {0}.", "-", ""), ("No new {0}.", "-", ""), ("No residual {0}.", "-", ""), ("No definite {0}.", "-", ""),
        ("No acute {0}.", "-", ""), ("No radiographic evidence of {0}.", "-", ""), ("The study shows no {0}.", "-", ""),
        ("Absence of {0}.", "-", ""), ("Lungs are devoid of {0}.", "-", ""), ("I do not see any {0}.", "-", ""),
        ("We don't see {0}.", "-", ""), ("The film doesn't show {0}.", "-", ""), ("No longer seen is the {0}.", "-", ""),
        ("No {0} or {1}.", "-", "-"), ("No {0}, {1}, or mass.", "-", "-"), ("No {0} and no {1}.", "-", "-"), ("Neither {0} nor {1}.", "-", "-"),
        ("No {0}, {1}.", "-", "-"), ("Without {0} or large {1}.", "-", "-"), ("No evidence of {0} or of {1}.", "-", "-"),
        // Denial after.
        ("{0} is not seen.", "-", ""), ("{0} isn't seen.", "-", ""), ("{0} is absent.", "-", ""), ("{0} has been ruled out.", "-", ""),
        ("{0}: none.", "-", ""), ("{0}: no.", "-", ""), ("{0}: absent.", "-", ""), ("{0} was not detected.", "-", ""),
        ("{0} not identified.", "-", ""), ("{0} has not recurred.", "-", ""), ("{0} did not develop.", "-", ""),
        ("{0} and {1} were not observed.", "-", "-"), ("{0} or {1} is not seen.", "-", "-"), ("{0}, {1} were not detected.", "-", "-"),
        // Where a denial ends.
        ("No {0}, small left {1}.", "-", "+"), ("No {0}, stable {1}.", "-", "+"), ("No {0}, new right {1}.", "-", "+"),
        ("No {0} but {1} is present.", "-", "+"), ("No {0}; {1} on the left.", "-", "+"), ("No {0}, however {1} is seen.", "-", "+"),
        ("No {0} and mild {1}.", "-", "+"), ("No {0} and small right {1}.", "-", "+"), ("There is no {0} and there is a {1}.", "-", "+"),
        ("No {0}, {1} is unchanged.", "-", "+"), ("No {0}, {1} persists.", "-", "+"), ("No {0} with small {1}.", "-", "+"),
        ("No {0} apart from {1}.", "", "+"), ("No {0} except for a {1}.", "", "+"), ("No abnormality other than {0}.", "+", ""),
        ("{0} without {1}.", "+", "-"), ("{0} with no {1}.", "+", "-"), ("{0}, no {1}.", "+", "-"), ("{0} but no {1}.", "+", "-"),
        ("{0} is not accompanied by {1}.", "+", "-"), ("{0} without accompanying {1}.", "+", "-"), ("{0} is seen, {1} is not.", "+", "-"),
        ("{0} is present and {1} is not seen.", "+", "-"), ("Small {0}, {1} is not seen.", "+", "-"), ("{0} rather than {1}.", "+", "-"),
        ("Although there is no {0}, {1} is seen.", "-", "+"), ("There is no {0}, while {1} is present.", "-", "+"),
        ("{0}, which was large, was not detected in the current examination.", "-", ""),
        ("{0} and {1}, which were seen in the previous study, are not seen in this study.", "-", "-"),
        // Looks like a denial.
        ("Not only {0} but also {1}.", "+", "+"), ("No change in the {0}.", "+", ""), ("No increase in {0}.", "+", ""),
        ("No further increase of the {0}.", "+", ""), ("No worsening of the {0}.", "+", ""), ("{0} is not significantly changed.", "+", ""),
        ("{0} has not changed.", "+", ""), ("{0} is no larger than before.", "+", ""), ("{0} is not large.", "+", ""),
        ("No significant interval change of the {0}.", "+", ""), ("{0}, not present on the prior study.", "+", ""),
        ("{0} was not seen on the previous examination.", "+", ""), ("{0} without significant change.", "+", ""),
        // Resolution.
        ("{0} has resolved.", "~", ""), ("Resolved {0}.", "~", ""), ("Interval resolution of {0}.", "~", ""), ("{0} is no longer seen.", "~", ""),
        ("{0} has cleared.", "~", ""), ("{0} has disappeared.", "~", ""), ("{0} has almost resolved.", "+", ""), ("{0} is nearly resolved.", "+", ""),
        ("{0} has partially cleared.", "+", ""), ("Near complete resolution of {0}.", "+", ""), ("Resolving {0}.", "+", ""),
        ("{0} has largely resolved.", "+", ""), ("Follow up to document resolution of the {0}.", "+", ""), ("{0} has regressed.", "+", ""),
        ("{0} has completely regressed.", "~", ""), ("{0} was drained.", "~", ""), ("Partial resolution of {0}.", "+", ""),
        // Held against what was before, and what could be there unseen.
        ("{0} is larger than on the prior exam.", "+", ""), ("{0} is smaller than on the previous study.", "+", ""),
        ("A small {0} could be missed.", "?", ""),
        // What came of an operation.
        ("Status post thoracentesis with decrease in the {0}.", "+", ""), ("Status post biopsy with residual {0}.", "+", ""),
        ("Status post median sternotomy with right {0}.", "+", ""), ("S/p lobectomy with mild {0}.", "+", ""),
        // Doubt.
        ("Possible {0}.", "?", ""), ("Questionable {0}.", "?", ""), ("{0} may be present.", "?", ""), ("There may be {0}.", "?", ""),
        ("Might represent {0}.", "?", ""), ("This could reflect {0}.", "?", ""), ("{0} cannot be excluded.", "?", ""),
        ("Cannot exclude {0}.", "?", ""), ("{0} is not excluded.", "?", ""), ("{0} is not ruled out.", "?", ""),
        ("{0} has not been excluded.", "?", ""), ("Difficult to exclude {0}.", "?", ""), ("It is difficult to exclude {0}.", "?", ""), ("It would be hard to exclude {0}.", "?", ""),
        ("It is not possible to entirely exclude a {0}.", "?", ""), ("{0} is difficult to exclude.", "?", ""),
        ("? {0}", "?", ""), ("{0}?", "?", ""),
        ("Suspicious for {0}.", "?", ""), ("Concern for {0}.", "?", ""), ("{0} is suspected.", "?", ""), ("{0} is possible.", "?", ""),
        ("{0} is in the differential.", "?", ""), ("Differential includes {0}.", "?", ""), ("{0} versus {1}.", "?", "?"),
        ("{0} vs. {1}.", "?", "?"), ("{0}, if present, is small.", "?", ""), ("{0} should be considered.", "?", ""),
        ("Cannot rule out {0} or {1}.", "?", "?"), ("{0} could have this appearance.", "?", ""), ("Equivocal {0}.", "?", ""),
        ("Possible {0}, no {1}.", "?", "-"), ("{0} is seen, possible {1}.", "+", "?"), ("Findings may represent {0}.", "?", ""),
        ("Haziness which may be compatible with mild {0}.", "?", ""), ("This may be evaluated in favor of {0}.", "?", ""),
        ("Haziness, differential diagnosis includes {0}, mild {1}, bronchitis.", "?", "?"),
        ("The differential includes bronchitis, {0} and small {1}.", "?", "?"), ("Density ({0}?) at the left base.", "?", ""),
        ("{0} ({1}?) on the left.", "+", "?"), ("{0} (?) on the left.", "?", ""), ("{0} (infectious?) on the left.", "+", ""),
        // Likely and unlikely.
        ("Likely {0}.", "+", ""), ("Probable {0}.", "+", ""), ("Most likely {0}.", "+", ""), ("{0} is unlikely.", "~", ""),
        ("{0} is considered unlikely.", "~", ""), ("Less likely {0}.", "~", ""), ("{0} is less likely.", "~", ""), ("Doubt {0}.", "~", ""),
        ("Unlikely to represent {0}.", "~", ""), ("Low suspicion for {0}.", "~", ""), ("Likely {0}, less likely {1}.", "+", "~"),
        ("Evaluated in favor of {0}.", "+", ""), ("Appearance in favor of {0}.", "+", ""), ("No finding in favor of {0}.", "-", ""),
        // Asked for.
        ("Evaluate for {0}.", "?", ""), ("Please assess for {0}.", "?", ""), ("To rule out {0}.", "?", ""), ("Repeat to exclude {0}.", "?", ""),
        // Earlier examinations and history.
        ("History of {0}.", "~", ""), ("Prior {0}.", "~", ""), ("Past history of {0}.", "~", ""), ("Treated for {0}.", "~", ""),
        ("{0} has been treated.", "~", ""), ("In the previous examination there was {0}.", "~", ""), ("Operated for {0}.", "~", ""),
        ("Previously noted {0} persists.", "+", ""), ("Previously seen {0} is unchanged.", "+", ""), ("Known {0}.", "+", ""),
        ("The previously large {0} is now small.", "+", ""), ("{0}, as before.", "+", ""), ("Again seen is {0}.", "+", ""),
        ("Status post surgery with small {0}.", "+", ""), ("History of surgery, now with {0}.", "+", ""), ("Two-day history of cough; {0}.", "+", ""),
        // Plain statements.
        ("As far as can be observed: there is {0}.", "+", ""), ("As far as can be evaluated, {0} is seen.", "+", ""),
        ("{0}.", "+", ""), ("There is {0}.", "+", ""), ("{0} is seen.", "+", ""), ("New {0}.", "+", ""), ("{0} and {1}.", "+", "+"),
        ("Compatible with {0}.", "+", ""), ("{0} has developed.", "+", ""), ("Worsening {0}.", "+", ""), ("{0} due to {1}.", "+", "+"),
        ("{0}, {1} and scarring.", "+", "+"), ("{0} has increased.", "+", ""), ("Also noted is {0}.", "+", ""), ("Persistent {0}.", "+", ""),
    ];

    public static bool Holds(string expected, Finding? finding) => (expected, finding) switch
    {
        ("", _) => true,
        (_, null) => false,
        ("+", { Polarity: Polarity.Present, Temporality: Temporality.Current }) => true,
        ("-", { Polarity: Polarity.Absent }) => true,
        ("?", { Polarity: Polarity.Uncertain }) => true,
        ("~", _) => finding is not { Polarity: Polarity.Present, Temporality: Temporality.Current },
        _ => false,
    };
}
