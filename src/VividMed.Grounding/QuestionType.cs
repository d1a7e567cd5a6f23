namespace VividMed.Grounding;

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
