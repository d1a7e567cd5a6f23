using System.Globalization;
using System.Text.Json;
using VividMed.Taxonomy;

namespace VividMed.Datasets.Inputs;

/// <summary>
/// A study as planned: everything of the source that its sample is made of. Images that were left out, places of files and the order of
/// tables are no part of it; the order of a study's images is, for regions name them by number.
/// </summary>
public static class StudyInput
{
    /// <summary>Rises with every change of the form, so that no digest of one form is taken for one of another.</summary>
    internal const int Version = 1;

    /// <param name="reportSha256">The digest of the report, see <see cref="Reports.ReportContent"/>.</param>
    /// <param name="imageSha256s">The digests of the images' files, in the order of the images.</param>
    /// <param name="replays">How often the study was replayed though nothing of it had changed.</param>
    /// <param name="verdict">What a review has said of it.</param>
    public static string DigestOf(
        Study study, string reportSha256, IReadOnlyList<string> imageSha256s, int replays = 0, string? verdict = null)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(imageSha256s.Count, study.Images.Count, nameof(imageSha256s));
        var text = new InputText("study", Version)
            .Add("id", study.Id)
            .Add("patient", study.Patient)
            .Add("split", study.Split)
            .Add("modality", study.Modality.Code())
            .Add("report", reportSha256);
        foreach (var (image, file) in study.Images.Zip(imageSha256s))
        {
            text.Add("image", image.Id).Add("view", image.View).Add("content", ImageInput.DigestOf(image, file));
            if (image.Acquisition is { } taken) text.Add("acquisition", JsonSerializer.Serialize(taken));
        }

        if (replays > 0) text.Add("replays", replays.ToString(CultureInfo.InvariantCulture));
        if (verdict is not null) text.Add("verdict", verdict);
        return text.Digest;
    }
}
