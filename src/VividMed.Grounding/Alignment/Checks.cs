using VividMed.Reports;

namespace VividMed.Grounding;

/// <summary>Names of the checks that a region went through, each with its outcome: <c>score=pass</c>, <c>anatomy=fail</c>, <c>side=unknown</c>.</summary>
public static class Checks
{
    public const string Score = "score";
    public const string Side = "side";
    public const string Size = "size";
    public const string Anatomy = "anatomy";
    public const string Place = "place";

    public static string Outcome(string check, bool? passed) => $"{check}={passed switch { true => "pass", false => "fail", null => "unknown" }}";

    /// <summary>Whether every check passed.</summary>
    public static bool AllPass(IEnumerable<string> checks) => checks.All(static check => check.EndsWith("=pass", StringComparison.Ordinal));

    internal static bool? SideAgrees(Side phrase, Side region) => region == Reports.Side.None ? null : !Sides.Conflict(phrase, region);
}
