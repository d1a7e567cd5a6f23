namespace VividMed.Datasets;

/// <summary>Which views take part: PA and AP, exactly; special projections such as AP AXIAL do not.</summary>
internal static class RadiographView
{
    /// <summary>The view position, or where it is empty the view that the code meaning names.</summary>
    public static string Of(string viewPosition, string codeMeaning) => (viewPosition, codeMeaning) switch
    {
        ("", "postero-anterior") => "PA",
        ("", "antero-posterior") => "AP",
        ("", "lateral" or "left lateral" or "Left lateral") => "LATERAL",
        _ => viewPosition,
    };

    /// <summary>Why an image of this view takes no part; null for a frontal one.</summary>
    public static string? ReasonToLeaveOut(string view) => view switch
    {
        "PA" or "AP" => null,
        "" => "unknown-view",
        "LATERAL" or "LL" or "XTABLE LATERAL" => "lateral-view",
        _ => "other-view",
    };
}
