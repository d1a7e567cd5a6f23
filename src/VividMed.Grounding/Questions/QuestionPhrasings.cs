namespace VividMed.Grounding;

/// <summary>Wordings of the questions; {0} is the finding.</summary>
internal static class QuestionPhrasings
{
    public static string[] Modality { get; } = ["What kind of imaging is this?", "Which modality was used for this examination?", "How was this image acquired?"];

    public static string[] Plane { get; } = ["From which direction was this radiograph taken?", "What is the projection of this radiograph?", "Which view is shown?"];

    public static string[] Presence { get; } = ["Is there {0}?", "Does the examination show {0}?", "Can {0} be seen?", "Is {0} present?"];

    public static string[] Location { get; } = ["Where is the {0}?", "In which place does the {0} lie?", "What is the location of the {0}?"];

    public static string[] Abnormality { get; } = ["Which abnormalities are shown?", "What is abnormal in this examination?", "Name the abnormal findings."];

    public static string[] Count { get; } = ["How many places show {0}?", "In how many places is {0} seen?"];
}
