namespace VividMed.Training.Experiments.Plans;

/// <summary>How large the experiment on unseen findings is where nothing else is said.</summary>
public static class OpenSetDefaults
{
    /// <summary>Findings that the heads are never shown.</summary>
    public const int Unseen = 3;

    /// <summary>Of conversations, where calls are taught.</summary>
    public const double CallShare = 0.3;

    /// <summary>Of calls, where the localizer is measured failing.</summary>
    public const double FailedCalls = 0.5;
}
