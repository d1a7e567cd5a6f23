namespace VividMed.Datasets;

/// <summary>What a phantom's report truly asserts of a mention.</summary>
public enum TruthPolarity
{
    Present,
    Absent,
    Uncertain,
}
