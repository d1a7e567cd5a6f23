namespace VividMed.Grounding;

/// <summary>The names of the modalities in a sample.</summary>
public static class SampleModality
{
    public const string Cxr = "CXR";
    public const string Ct = "CT";
}
