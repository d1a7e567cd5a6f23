namespace VividMed.Phantoms.Reporting;

/// <summary>Sentences of the phantom MR reports, in words of this project (see <see cref="MarkedText"/> for the marks).</summary>
internal static class MrWording
{
    /// <summary>{mm} stands for the size of what is outlined.</summary>
    public static readonly Dictionary<string, string[]> Present = new()
    {
        ["brain mass"] =
        [
            "There is a {mm} mm [mass|brain mass|S|size={mm}] in the [{side} cerebral hemisphere|cerebral hemisphere|S].",
            "A {side} [brain mass|brain mass|S|size={mm}] measures {mm} mm.",
            "A rounded [mass|brain mass|S|size={mm}] of {mm} mm lies in the [{side} hemisphere|cerebral hemisphere|S].",
            "A {side} [mass|brain mass|S] is seen.",
        ],
        ["cerebral infarct"] =
        [
            "A territorial [infarct|cerebral infarct|S] is seen in the [{side} cerebral hemisphere|cerebral hemisphere|S].",
            "There is a {side} [cerebral infarct|cerebral infarct|S].",
            "Signal change of the [{side} hemisphere|cerebral hemisphere|S] in keeping with an [infarct|cerebral infarct|S].",
        ],
        ["subdural collection"] =
        [
            "A {side} [subdural collection|subdural collection|S] is present.",
            "There is a crescent-shaped {side} [subdural hematoma|subdural collection|S].",
            "Along the [{side} hemisphere|cerebral hemisphere|S] there is a [subdural collection|subdural collection|S].",
        ],
        ["hydrocephalus"] = ["There is [hydrocephalus|hydrocephalus].", "[Hydrocephalus|hydrocephalus] is present.", "Marked [ventriculomegaly|hydrocephalus] is seen."],
    };

    public static readonly Dictionary<string, string> Bilateral = new()
    {
        ["subdural collection"] = "There are bilateral [subdural collections|subdural collection|B].",
    };

    public static readonly Dictionary<string, string[]> Absent = new()
    {
        ["brain mass"] = ["There is no [-mass|brain mass].", "No [-intracranial mass|brain mass] is seen."],
        ["cerebral infarct"] = ["No [-infarct|cerebral infarct] is seen.", "There is no evidence of [-infarction|cerebral infarct]."],
        ["subdural collection"] = ["No [-subdural collection|subdural collection].", "There is no [-subdural hematoma|subdural collection]."],
        ["hydrocephalus"] = ["There is no [-hydrocephalus|hydrocephalus].", "No [-hydrocephalus|hydrocephalus] is seen."],
    };

    public static readonly string[] Gone = ["The previously seen {side} [~$|$|S] has resolved.", "The {side} [~$|$|S] of the prior examination is no longer seen."];
    public static readonly string[] Possible = ["A small {side} [?$|$|S] cannot be excluded.", "A {side} [?$|$|S] is possible."];
    public static readonly string[] Shift = ["There is no [-midline shift|midline shift].", "No [-midline shift|midline shift]."];
    public static readonly string[] Posterior = ["The [cerebellum|cerebellum] and the [brainstem|brainstem] are unremarkable.", "[Cerebellum|cerebellum] and [brainstem|brainstem] are normal."];
    public static readonly string[] Brain = ["The [brain|brain] is otherwise of normal signal.", "Signal of the [brain|brain] is otherwise normal."];
    public static readonly string[] Clinical = ["Headache", "Dizziness", "Seizure", "Fall two weeks ago", "Weakness since the morning", ""];
    public static readonly string[] Normal = ["Normal examination of the head.", "No acute intracranial abnormality."];
}
