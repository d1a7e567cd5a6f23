namespace VividMed.Grounding;

/// <summary>
/// A question and its answer; Type is one of <see cref="QuestionType"/>, Phrases are the indices of the phrases that it rests on.
/// </summary>
public sealed record QuestionAnswer(string Question, string Answer, string Type, IReadOnlyList<int> Phrases);

/// <summary>What a question asks for.</summary>
public static class QuestionType
{
    /// <summary>Radiography or computed tomography.</summary>
    public const string Modality = "modality";

    /// <summary>The projection, of a study of one radiograph whose view is known.</summary>
    public const string Plane = "plane";

    /// <summary>Yes or no, for a finding that the report states or denies.</summary>
    public const string Presence = "presence";

    /// <summary>All findings that the report states as present now, devices apart, or none.</summary>
    public const string Abnormality = "abnormality";

    /// <summary>The anatomy that the report gives for a finding.</summary>
    public const string Location = "location";

    /// <summary>The patient's side: left, right or both sides.</summary>
    public const string Side = "side";

    /// <summary>In how many places a finding is seen: only where boxes of grade A tell it.</summary>
    public const string Count = "count";

    /// <summary>Millimeters, as the report states them.</summary>
    public const string Size = "size";
}
