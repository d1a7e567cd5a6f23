namespace VividMed.Grounding;

/// <summary>
/// A question and its answer; Type is one of <see cref="QuestionType"/>, Phrases are the indices of the phrases that it rests on.
/// </summary>
public sealed record QuestionAnswer(string Question, string Answer, string Type, IReadOnlyList<int> Phrases);

/// <summary>What a question asks for.</summary>
public static class QuestionType
{
    public const string Modality = "modality";
    public const string Plane = "plane";
    public const string Presence = "presence";
    public const string Abnormality = "abnormality";
    public const string Location = "location";
    public const string Side = "side";
    public const string Count = "count";
    public const string Size = "size";
}
