namespace VividMed.Phantoms.Reporting;

/// <summary>Sentences of the phantom radiograph reports, in words of this project (see <see cref="MarkedText"/> for the marks).</summary>
internal static class MimicWording
{
    public static readonly Dictionary<string, string[]> Present = new()
    {
        ["pleural effusion"] =
        [
            "There is a moderate {side} [pleural effusion|pleural effusion|S].",
            "A {side} [pleural effusion|pleural effusion|S] is present, new since the prior study.",
            "Layering {side} [effusion|pleural effusion|S] has increased slightly since ___.",
        ],
        ["pneumothorax"] =
        [
            "A {side} apical [pneumothorax|pneumothorax|S] is present without evidence of tension.",
            "There is a moderate {side} [pneumothorax|pneumothorax|S].",
            "New from the previous radiograph is a {side} [pneumothorax|pneumothorax|S].",
        ],
        ["pulmonary consolidation"] =
        [
            "There is a focal [consolidation|pulmonary consolidation|S] in the [{side} lung|lung].",
            "Patchy {side} [consolidation|pulmonary consolidation|S] is again seen.",
            "A confluent area of [consolidation|pulmonary consolidation|S] is seen on the {side}.",
        ],
        ["atelectasis"] =
        [
            "Linear {side} basilar [atelectasis|atelectasis|S] is noted.",
            "There is plate-like [atelectasis|atelectasis|S] at the {side} base.",
            "Streaky {side} [atelectasis|atelectasis|S] is unchanged.",
        ],
        ["lung nodule"] =
        [
            "A well-defined [nodule|lung nodule|S] projects over the [{side} lung|lung].",
            "There is a rounded {side} [pulmonary nodule|lung nodule|S].",
            "A {side} [lung nodule|lung nodule|S] is stable in size.",
        ],
        ["cardiomegaly"] =
        [
            "There is moderate [cardiomegaly|cardiomegaly].",
            "Stable marked [cardiomegaly|cardiomegaly].",
            "[Cardiomegaly|cardiomegaly] is similar to the prior examination.",
        ],
        ["aortic enlargement"] =
        [
            "There is [aortic enlargement|aortic enlargement].",
            "[Aortic enlargement|aortic enlargement] is unchanged.",
            "A [dilated aorta|aortic enlargement] is again noted.",
        ],
        ["pulmonary cavity"] =
        [
            "There is a thick-walled {side} [cavitary lesion|pulmonary cavity|S].",
            "A {side} [lung cavity|pulmonary cavity|S] is present.",
            "[Cavitation|pulmonary cavity|S] is seen in the [{side} lung|lung].",
        ],
        ["pleural thickening"] =
        [
            "{Side} apical [pleural thickening|pleural thickening|S] is noted.",
            "There is mild {side} [pleural thickening|pleural thickening|S] at the apex.",
            "Stable {side} [pleural thickening|pleural thickening|S].",
        ],
    };

    public static readonly Dictionary<string, string> Bilateral = new()
    {
        ["pleural effusion"] = "There are bilateral [pleural effusions|pleural effusion|B].",
        ["atelectasis"] = "Bilateral basilar [atelectasis|atelectasis|B] is seen.",
        ["pleural thickening"] = "Biapical [pleural thickening|pleural thickening|B] is seen.",
    };

    /// <summary>What a report denies where it is not shown.</summary>
    public static readonly string[] Denied = ["pulmonary consolidation", "pleural effusion", "pneumothorax"];

    public static readonly string[] Heart = ["The [heart|heart] is normal in size.", "[Heart|heart] size is within normal limits."];
    public static readonly string[] Trachea = ["The [trachea|trachea] is midline.", "The [trachea|trachea] is not deviated."];
    public static readonly string[] Aorta = ["The [aorta|aorta] is normal in calibre.", "The [aorta|aorta] is unremarkable."];
    public static readonly string[] Edema = ["No overt [-pulmonary edema|pulmonary edema].", "There is no evidence of [-pulmonary edema|pulmonary edema]."];
    public static readonly string[] Normal = ["No acute cardiopulmonary process.", "Normal radiographs of the chest.", "No acute intrathoracic abnormality."];
    public static readonly string[] Gone =
    [
        "The previously seen {side} [~$|$|S] has resolved.",
        "The {side} [~$|$|S] seen on the prior study is no longer visible.",
    ];

    public static readonly string[] Possible =
    [
        "A small {side} [?$|$|S] cannot be excluded.",
        "Trace {side} [?$|$|S] is possible.",
    ];

    public static readonly string[] Indications =
    [
        "___ year old man with cough and fever", "___F with shortness of breath", "___ year old woman after line placement", "History: ___M with chest pain",
        "___ year old man with hypoxia",
    ];

    public static readonly Dictionary<string, string> Term = new() { ["pulmonary consolidation"] = "consolidation", ["lung nodule"] = "pulmonary nodule" };
}
