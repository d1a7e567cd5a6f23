using VividMed.Imaging.Dicom;

namespace VividMed.Datasets.Mimic;

/// <summary>
/// Which views take part. By itself PA and AP, exactly: special projections such as AP AXIAL or PA LLD do not. LATERAL and LL are the same
/// projection under two names. An empty view position stays empty unless the view code names the projection; text such as "NA" is a view,
/// not a gap.
/// </summary>
internal static class ViewPosition
{
    private static readonly string[] Laterals = ["LATERAL", "LL", "XTABLE LATERAL", "RL"];

    /// <summary>The view position, or where it is empty the view that the code meaning names.</summary>
    public static string Of(string viewPosition, string codeMeaning)
    {
        viewPosition = viewPosition.Trim();
        return viewPosition.Length > 0 ? string.Intern(viewPosition) : codeMeaning.Trim().ToLowerInvariant() switch
        {
            "postero-anterior" => "PA",
            "antero-posterior" => "AP",
            "lateral" or "left lateral" or "right lateral" => "LATERAL",
            _ => "",
        };
    }

    /// <summary>What a DICOM file says of itself.</summary>
    public static string Of(DicomDataset header) => Of(
        header.GetString(DicomTags.ViewPosition) ?? "",
        header.GetSequence(DicomTags.ViewCodeSequence) is [var code, ..] ? code.GetString(DicomTags.CodeMeaning) ?? "" : "");

    /// <summary>Whether an image of this view is wanted; without any wish, a frontal one is.</summary>
    public static bool IsWanted(string view, IReadOnlyList<string> wishes) => wishes.Count == 0
        ? view is "PA" or "AP"
        : wishes.Any(wish => wish.ToUpperInvariant() switch
        {
            "ANY" => true,
            "FRONTAL" => view is "PA" or "AP",
            "LATERAL" => Laterals.Contains(view, StringComparer.OrdinalIgnoreCase),
            _ => string.Equals(view, wish, StringComparison.OrdinalIgnoreCase),
        });

    /// <summary>Why an image that is not wanted takes no part.</summary>
    public static string ReasonToLeaveOut(string view) =>
        view.Length == 0 ? "unknown-view"
        : Laterals.Contains(view, StringComparer.OrdinalIgnoreCase) ? "lateral-view"
        : view is "PA" or "AP" ? "frontal-view" : "other-view";
}
