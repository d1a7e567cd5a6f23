namespace VividMed.Imaging.Dicom.Series;

/// <summary>What one object of a folder is, by its header.</summary>
/// <param name="Index">Its place in the caller's list.</param>
/// <param name="Series">Series Instance UID, empty where there is none.</param>
/// <param name="Number">Series number, empty where there is none.</param>
/// <param name="Modality">As the file has it, upper case; empty where it has none.</param>
/// <param name="LeftOut">Why it is no CT slice; null where it may be one.</param>
internal sealed record SeriesObject(int Index, string Series, string Number, string Modality, string? LeftOut)
{
    public const string OtherModality = "other-modality";

    /// <summary>Below it stand all objects that the standard defines.</summary>
    private const string Standard = "1.2.840.10008.5.1.4.1.1.";

    /// <summary>CT, enhanced CT, and enhanced CT that was converted from single slices.</summary>
    private static readonly string[] Ct = ["2", "2.1", "2.2"];

    private static readonly string[] SecondaryCapture = ["7", "7.1", "7.2", "7.3", "7.4"];

    private static readonly string[] Segmentation = ["66.4", "66.7"];

    /// <summary>What makers call a projection that slices are planned on.</summary>
    private static readonly string[] Localizer = ["LOCALIZER", "SCOUT", "TOPOGRAM", "SCANOGRAM"];

    /// <summary>Pictures of a screen, of a protocol or of a dose report that some devices file as CT.</summary>
    private static readonly string[] Screen = ["SCREEN", "DOSE", "PROTOCOL", "CT_SOM5 PROT"];

    public static SeriesObject Of(int index, DicomHeader header)
    {
        var data = header.Dataset;
        return new(
            index, data.GetString(DicomTags.SeriesInstanceUid) ?? "", data.GetString(FrameTags.SeriesNumber) ?? "",
            Upper(data.GetString(DicomTags.Modality)), Reason(data, header.HasPixelData));
    }

    private static string? Reason(DicomDataset data, bool hasPixels)
    {
        var kind = data.GetString(DicomTags.SopClassUid) ?? "";
        var own = kind.StartsWith(Standard, StringComparison.Ordinal) ? kind[Standard.Length..] : "";
        var modality = Upper(data.GetString(DicomTags.Modality));
        if (Segmentation.Contains(own, StringComparer.Ordinal)) return "segmentation";
        if (SecondaryCapture.Contains(own, StringComparer.Ordinal)) return "secondary-capture";
        // A CT slice that has lost its pixels is a damaged slice, and anything else without pixels no image.
        if (!hasPixels && !(Ct.Contains(own, StringComparer.Ordinal) || (kind.Length == 0 && modality == "CT"))) return "not-an-image";
        if (modality.Length > 0 && modality != "CT") return OtherModality;
        if (kind.Length > 0 && !Ct.Contains(own, StringComparer.Ordinal)) return OtherModality;
        var words = data.GetStrings(DicomTags.ImageType).Select(Upper).ToArray();
        if (words.Any(word => Localizer.Contains(word, StringComparer.Ordinal))) return "localizer";
        return words.Skip(2).Any(word => Screen.Any(part => word.Contains(part, StringComparison.Ordinal))) ? "secondary-capture" : null;
    }

    private static string Upper(string? text) => text?.Trim().ToUpperInvariant() ?? "";
}
