namespace VividMed.Grounding;

/// <summary>Why a phrase has no region: nothing is dropped silently.</summary>
public static class UngroundedReason
{
    public const string UnsupportedTarget = "unsupported-target";
    public const string Absent = "absent";
    public const string Uncertain = "uncertain";
    public const string Historical = "historical";
    public const string BelowThreshold = "below-threshold";
    public const string FailedCheck = "failed-check";
    public const string SideConflict = "side-conflict";
}
