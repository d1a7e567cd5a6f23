using VividMed.Datasets.Csv;
using VividMed.Datasets.Files;
using VividMed.Imaging;

namespace VividMed.Datasets.CtRate;

/// <summary>Reads the 44-column metadata tables; only the columns in use are asked for, and empty cells are common.</summary>
internal static class CtRateMetadata
{
    public static IEnumerable<CtRateVolumeMetadata> Read(IDatasetFiles files, string path, CancellationToken cancellationToken)
    {
        using var table = CsvTable.Open(files, path);
        var (volume, plane, slice) = (table.Column(CtRateReport.Volume), table.Column("XYSpacing"), table.Column("ZSpacing"));
        var (slope, intercept, kernel) = (table.TryColumn("RescaleSlope"), table.TryColumn("RescaleIntercept"), table.TryColumn("ConvolutionKernel"));
        var (position, orientation) = (table.TryColumn("ImagePositionPatient"), table.TryColumn("ImageOrientationPatient"));
        int?[] taken = [.. ((string[])["Manufacturer", "ManufacturerModelName", "PatientPosition", "Exposure"]).Select(table.TryColumn)];
        foreach (var record in table.Records(cancellationToken))
        {
            var fields = record.Fields;
            yield return new CtRateVolumeMetadata(
                fields[volume].Trim(), Spacing(fields[plane], fields[slice]), BracketedList.Number(Cell(slope)),
                BracketedList.Number(Cell(intercept)), string.Intern(Cell(kernel)),
                BracketedList.Parse(Cell(position), 3), BracketedList.Parse(Cell(orientation), 6))
            {
                Acquisition = new ImageAcquisition
                {
                    Manufacturer = Word(Cell(taken[0])),
                    Model = Word(Cell(taken[1])),
                    Position = Word(Cell(taken[2])),
                    Kernel = Word(Cell(kernel)),
                    ExposureMas = BracketedList.Number(Cell(taken[3])) is > 0 and var exposure ? exposure : null,
                }.OrNull(),
            };

            string Cell(int? column) => column is { } at ? fields[at] : "";
        }
    }

    /// <summary>Tables of 50,000 scans hold few different ones.</summary>
    private static string? Word(string cell) => ImageAcquisition.Word(cell) is { } word ? string.Intern(word) : null;

    /// <summary>"[0.68, 0.68]" and "1.5"; null unless both numbers in the plane are positive.</summary>
    private static VoxelSpacing? Spacing(string plane, string slice)
    {
        if (BracketedList.Parse(plane, 2) is not [var x, var y] || !(x > 0 && y > 0)) return null;
        return new VoxelSpacing(x, y, BracketedList.Number(slice) is { } z && z > 0 ? z : null);
    }
}

/// <summary>
/// What the metadata table says of a volume. Slope and intercept belong to the first release's raw values only:
/// the <c>*_fixed</c> volumes have Hounsfield units already, and applying them again destroys those.
/// </summary>
/// <param name="Position">ImagePositionPatient: x, y, z of the first voxel in millimeters, to the patient's left, posterior, superior; null
/// where it is missing.</param>
/// <param name="Orientation">ImageOrientationPatient: the direction of a row, then of a column, as direction cosines; null where it is
/// missing.</param>
public sealed record CtRateVolumeMetadata(
    string Volume, VoxelSpacing? Spacing, double? RescaleSlope, double? RescaleIntercept, string Kernel,
    IReadOnlyList<double>? Position = null, IReadOnlyList<double>? Orientation = null)
{
    /// <summary>How the scan was taken; null where the table does not say.</summary>
    public ImageAcquisition? Acquisition { get; init; }

    /// <summary>What makes Hounsfield units of the first release's values.</summary>
    public ValueRescale? Rescale =>
        RescaleSlope is { } slope && slope != 0 && RescaleIntercept is { } intercept ? new(slope, intercept) : null;
}
