using VividMed.Datasets.Files;
using VividMed.Imaging;
using VividMed.Imaging.Dicom;

namespace VividMed.Datasets.Mimic;

/// <summary>Views from the DICOM files' own headers, for a download without the metadata table: slower, some 16 KiB an image.</summary>
internal static class MimicViews
{
    private const int AtOnce = 16;
    private const int FirstBytes = 1 << 17;

    /// <summary>
    /// Fills in what the tables do not say; a file that is missing or cannot be read keeps an unknown view, one that may not be read none.
    /// </summary>
    public static async Task CompleteAsync(
        IDatasetFiles files, MimicPart part, FileInventory inventory, CancellationToken cancellationToken)
    {
        var unknown = part.Studies.SelectMany(static study => study.Images.Select((image, index) => (study, image, index)))
            .Where(static entry => entry.image.View is null)
            .ToList();
        await Parallel.ForEachAsync(unknown, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, (entry, stop) =>
        {
            var stem = entry.study.StemOf(entry.image);
            var path = inventory.FirstOf(out var reason, stem + ".dcm", stem + ".dcm.gz")?.Path;
            if (reason == "link-outside-root") return ValueTask.CompletedTask;
            entry.study.Images[entry.index] = entry.image with { View = path is null ? "" : Read(files, path, stop) };
            return ValueTask.CompletedTask;
        });
    }

    private static string Read(IDatasetFiles files, string path, CancellationToken cancellationToken) =>
        TryRead(files, path, FirstBytes, cancellationToken) ?? TryRead(files, path, length: null, cancellationToken) ?? "";

    private static string? TryRead(IDatasetFiles files, string path, long? length, CancellationToken cancellationToken)
    {
        try
        {
            using var stream = files.OpenRead(path, 0, length);
            return stream is null ? null : ViewPosition.Of(DicomHeader.Read(stream, cancellationToken: cancellationToken).Dataset);
        }
        catch (ImageFormatException)
        {
            return null; // A damaged header is found again, with its reason, when the image is decoded; here the view stays unknown.
        }
    }
}
