namespace VividMed.Imaging.Dicom.Series;

/// <summary>The headers of a series' files.</summary>
internal static class SeriesHeaders
{
    /// <exception cref="ImageFormatException">Of the files that cannot be read the first one's reason, with how many there are.</exception>
    public static DicomHeader[] Read(IReadOnlyList<Func<Stream>> files, DicomLimits limits, CancellationToken cancellationToken)
    {
        var headers = new DicomHeader[files.Count];
        var (failed, first) = (0, default(ImageFormatException));
        for (var i = 0; i < headers.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var stream = files[i]();
            try
            {
                headers[i] = DicomHeader.Read(stream, limits, cancellationToken);
            }
            catch (ImageFormatException failure)
            {
                (failed, first) = (failed + 1, first ?? failure);
            }
        }

        if (first is null) return headers;
        throw files.Count == 1
            ? first
            : new ImageFormatException(
                first.Code, $"{failed} of the series' {files.Count} files cannot be read ('vividmed image info' on their folder names them): {first.Message}", first);
    }

    /// <summary>No image with writing in it goes anywhere: it may name the patient.</summary>
    /// <exception cref="ImageFormatException"><c>burned-in-annotation</c>.</exception>
    public static void CheckWriting(IReadOnlyList<DicomDataset> slices)
    {
        var marked = slices.Count(static slice => string.Equals(slice.GetString(DicomTags.BurnedInAnnotation)?.Trim(), "YES", StringComparison.OrdinalIgnoreCase));
        if (marked > 0)
            throw new ImageFormatException(
                "burned-in-annotation",
                $"{marked} of {slices.Count} files of the series say that their pixels hold writing that may name the patient (BurnedInAnnotation is YES): cover the writing and set the attribute to NO, or leave the series out");
    }
}
