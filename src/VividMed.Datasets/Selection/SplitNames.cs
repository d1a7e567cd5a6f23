namespace VividMed.Datasets;

/// <summary>The three splits and what else they are called.</summary>
public static class SplitNames
{
    /// <summary>train, validate or test; null for a word that means none of them.</summary>
    public static string? Parse(string text) => text.Trim().ToLowerInvariant() switch
    {
        "train" or "training" => "train",
        "validate" or "validation" or "valid" or "val" or "dev" => "validate",
        "test" or "testing" => "test",
        _ => null,
    };
}
