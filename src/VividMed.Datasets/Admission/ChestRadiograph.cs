using VividMed.Imaging.Dicom;

namespace VividMed.Datasets.Admission;

/// <summary>
/// Whether a DICOM file may pass for a chest radiograph by what it says of itself. Silence counts in its favor: many files say nothing.
/// </summary>
public static class ChestRadiograph
{
    /// <summary>Computed and digital radiography, and film that was scanned.</summary>
    private static readonly string[] Modalities = ["CR", "DX", "RG"];

    /// <summary>Below it stand all images that the standard defines.</summary>
    private const string StandardImages = "1.2.840.10008.5.1.4.1.1.";

    /// <summary>Computed radiography, digital X-ray for presentation and for processing, secondary capture in all its forms.</summary>
    private static readonly string[] RadiographClasses = ["1", "1.1", "1.1.1", "7", "7.1", "7.2", "7.3", "7.4"];

    /// <summary>Within a body part, which sites also spell CHEST PA, THORAX_1V or TORAX.</summary>
    private static readonly string[] ChestWords = ["CHEST", "THORA", "TORAX", "TÓRAX", "TORACE", "LUNG", "PULMO", "POUMON", "HEART", "RIB"];

    /// <summary>Values that name no part at all.</summary>
    private static readonly string[] Unnamed = ["", "UNKNOWN", "OTHER", "NONE", "UNDEFINED", "UNSPECIFIED", "DEFAULT", "ANY"];

    /// <summary>Looks at the header alone.</summary>
    /// <exception cref="DatasetException">
    /// <c>burned-in-annotation</c>, <c>not-a-radiograph</c> or <c>not-chest</c>.
    /// </exception>
    public static void Check(DicomDataset file, string image)
    {
        if (Text(file, DicomTags.BurnedInAnnotation) == "YES")
        {
            throw new DatasetException(
                "burned-in-annotation",
                $"image {image} says that its pixels hold writing that may name the patient (BurnedInAnnotation is YES): cover the writing and set the attribute to NO, or leave the image out");
        }

        if (Text(file, DicomTags.Modality) is { Length: > 0 } modality && !Modalities.Contains(modality, StringComparer.Ordinal))
        {
            throw NoRadiograph(image, $"its Modality is {Shown(modality)}");
        }

        if (Text(file, DicomTags.SopClassUid) is var kind && kind.StartsWith(StandardImages, StringComparison.Ordinal)
            && !RadiographClasses.Contains(kind[StandardImages.Length..], StringComparer.Ordinal))
        {
            throw NoRadiograph(image, $"its SOP class is {Shown(kind)}");
        }

        var part = Text(file, DicomTags.BodyPartExamined);
        if (!Unnamed.Contains(part, StringComparer.Ordinal) && !ChestWords.Any(word => part.Contains(word, StringComparison.Ordinal)))
        {
            throw new DatasetException(
                "not-chest", $"image {image} shows another part of the body: its BodyPartExamined is {Shown(part)}; correct the attribute if that is wrong");
        }
    }

    private static DatasetException NoRadiograph(string image, string why) => new(
        "not-a-radiograph", $"image {image} is no radiograph: {why}, and CR, DX and RG are read; take it out of the table of images");

    private static string Text(DicomDataset file, DicomTag tag) => file.GetString(tag)?.Trim().ToUpperInvariant() ?? "";

    /// <summary>An attribute may hold anything; no more of it is quoted than a code has.</summary>
    private static string Shown(string value) => value.Length <= 64 && value.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or ' ' or '_' or '-')
        ? value
        : "no code of the standard's";
}
