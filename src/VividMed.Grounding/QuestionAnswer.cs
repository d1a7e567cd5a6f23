namespace VividMed.Grounding;

/// <summary>
/// A question and its answer; Type is one of <see cref="QuestionType"/>, Phrases are the indices of the phrases that it rests on.
/// </summary>
public sealed record QuestionAnswer(string Question, string Answer, string Type, IReadOnlyList<int> Phrases)
{
    /// <summary>
    /// What is asked about: a taxonomy id, with a side or a second id after a bar where the question names them too. Questions of one type
    /// and subject say the same in other words. Empty where the whole examination is meant.
    /// </summary>
    public string Subject { get; init; } = "";
}

/// <summary>What a question asks for.</summary>
public static class QuestionType
{
    /// <summary>The projection, of a study of one radiograph whose view is known.</summary>
    public const string Plane = "plane";

    /// <summary>Yes or no, for a finding that the report states outright or denies.</summary>
    public const string Presence = "presence";

    /// <summary>The same of one side: no only where the report denies that side.</summary>
    public const string SidePresence = "side-presence";

    /// <summary>Which of two findings is shown, of which the report states one and denies the other.</summary>
    public const string Choice = "choice";

    /// <summary>Whether a finding can be told at all: no where the report leaves it open.</summary>
    public const string Unanswerable = "unanswerable";

    /// <summary>All findings that the report states as present now, devices apart, or none.</summary>
    public const string Abnormality = "abnormality";

    /// <summary>The anatomy that the report gives for a finding.</summary>
    public const string Location = "location";

    /// <summary>The patient's side: left, right or both sides.</summary>
    public const string Side = "side";

    /// <summary>How many there are: only where the report states a number and the regions are as many.</summary>
    public const string Count = "count";

    /// <summary>Millimeters, as the report states them.</summary>
    public const string Size = "size";

    /// <summary>In the report's words.</summary>
    public const string Severity = "severity";

    /// <summary>Against the examination before: new, worse, better, unchanged or resolved.</summary>
    public const string Change = "change";

    /// <summary>On which side a finding of both sides is larger or worse.</summary>
    public const string Comparison = "comparison";

    /// <summary>Tubes, lines and implants, in the report's words.</summary>
    public const string Device = "device";

    /// <summary>Where a device's tip lies, if the report says so.</summary>
    public const string Tip = "tip";
}
