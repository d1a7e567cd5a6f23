namespace VividMed.Phantoms.Reporting;

/// <summary>
/// Sentences of the phantom CT reports, in words of this project but with the manner of translated reports: the negation follows the noun.
/// </summary>
internal static class CtRateWording
{
    public const string Window = "When examined in the lung parenchyma window; ";

    /// <summary>@ stands for the lobe of the finding.</summary>
    public static readonly Dictionary<string, string[]> Present = new()
    {
        ["pleural effusion"] =
        [
            "{Side} [pleural effusion|pleural effusion|S|size={mm}] is observed, reaching {mm} mm at its thickest.",
            "[Pleural effusion|pleural effusion|S] was observed on the {side}.",
        ],
        ["lung nodule"] =
        [
            "A [nodule|lung nodule|S|size={mm}] of {mm} mm in diameter is observed in the @.",
            "In the @, a [nodule|lung nodule|S|size={mm}] measuring {mm} mm was observed.",
        ],
        ["pulmonary consolidation"] =
        [
            "An area of [consolidation|pulmonary consolidation|S] is observed in the @.",
            "In the @, [consolidation|pulmonary consolidation|S] with indistinct borders was observed.",
        ],
        ["atelectasis"] = ["Band-like [atelectasis|atelectasis|S] is observed in the @.", "[Atelectasis|atelectasis|S] was observed in the @."],
        ["cardiomegaly"] = ["[Cardiomegaly|cardiomegaly] is observed.", "[Cardiomegaly|cardiomegaly] was observed."],
    };

    public static readonly Dictionary<string, string> Bilateral = new()
    {
        ["pleural effusion"] = "Bilateral [pleural effusion|pleural effusion|B] is observed.",
        ["atelectasis"] = "[Atelectasis|atelectasis|B] is observed in the lower lobes of [both lungs|lung|B].",
    };

    public static readonly Dictionary<string, string[]> Absent = new()
    {
        ["pleural effusion"] =
        [
            "[-Pleural effusion|pleural effusion] was not detected.",
            "[-Pleural effusion|pleural effusion]-[-thickening|pleural thickening] was not observed.",
        ],
        ["lung nodule"] = ["No [-nodule|lung nodule|B] was detected in [both lungs|lung|B].", "A [-nodule|lung nodule] was not observed."],
        ["pulmonary consolidation"] = ["No [-consolidation|pulmonary consolidation] was detected.", "[-Consolidation|pulmonary consolidation] was not observed."],
    };

    public static readonly string[] Airways = ["[Trachea|trachea] and both [main bronchi|main bronchus|B] are open.", "[Trachea|trachea] is in the midline and open."];
    public static readonly string[] Heart = ["[Heart|heart] contour and size are natural.", "[Heart|heart] size is normal."];
    public static readonly string[] Aorta = ["The calibration of the [aorta|aorta] is natural.", "[Aorta|aorta] diameter is normal."];
    public static readonly string[] Pericardium = ["[-Pericardial effusion|pericardial effusion] was not observed.", "No [-pericardial effusion|pericardial effusion] was detected."];
    public static readonly string[] Abdomen = ["[Liver|liver] and [spleen|spleen] in the sections are natural.", "As far as they are included, [liver|liver] and [spleen|spleen] are normal."];
    public static readonly string[] Bones = ["[Vertebrae|vertebrae] in the study area are natural."];
    public static readonly string[] Gone = ["The {side} [~$|$|S] of the previous examination was not detected in the current one.", "The {side} [~$|$|S] in the previous examination has disappeared."];
    public static readonly string[] Possible =
        ["{Side} [?$|$|S] could not be excluded.", "The appearance may be compatible with {side} [?$|$|S]."];
    public static readonly string[] Clinical = ["", "", "", "Cough", "Dyspnea", "Control", "Fever and cough"];
    public static readonly string[] Normal = ["", "Thoracic CT within normal limits.", "No active finding was detected."];
}
