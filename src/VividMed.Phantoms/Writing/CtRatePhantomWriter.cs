using System.Globalization;
using VividMed.Datasets.Csv;
using VividMed.Datasets.CtRate;
using VividMed.Imaging.Nifti;
using VividMed.Phantoms.ChestCt;
using VividMed.Phantoms.Reporting;

namespace VividMed.Phantoms.Writing;

/// <summary>Writes phantom scans in the layout of CT-RATE's second release (int16 HU, LPS) with its tables.</summary>
internal static class CtRatePhantomWriter
{
    private const string MetadataHeader =
        "VolumeName,Manufacturer,SeriesDescription,ManufacturerModelName,PatientSex,PatientAge,ReconstructionDiameter,DistanceSourceToDetector,DistanceSourceToPatient,"
        + "GantryDetectorTilt,TableHeight,RotationDirection,ExposureTime,XRayTubeCurrent,Exposure,FilterType,GeneratorPower,FocalSpots,ConvolutionKernel,PatientPosition,"
        + "RevolutionTime,SingleCollimationWidth,TotalCollimationWidth,TableSpeed,TableFeedPerRotation,SpiralPitchFactor,DataCollectionCenterPatient,"
        + "ReconstructionTargetCenterPatient,ExposureModulationType,CTDIvol,ImagePositionPatient,ImageOrientationPatient,SliceLocation,SamplesPerPixel,"
        + "PhotometricInterpretation,Rows,Columns,XYSpacing,RescaleIntercept,RescaleSlope,RescaleType,NumberofSlices,ZSpacing,StudyDate";

    private static readonly string[] Labels =
    [
        "Medical material", "Arterial wall calcification", "Cardiomegaly", "Pericardial effusion", "Coronary artery wall calcification",
        "Hiatal hernia", "Lymphadenopathy",
        "Emphysema", "Atelectasis", "Lung nodule", "Lung opacity", "Pulmonary fibrotic sequela", "Pleural effusion",
        "Mosaic attenuation pattern", "Peribronchial thickening",
        "Consolidation", "Bronchiectasis", "Interlobular septal thickening",
    ];

    /// <summary>Draws and writes one scan's volumes; a second reconstruction shows the same body with more noise.</summary>
    public static (PhantomTruthStudy Truth, PhantomReport Report) WriteScan(string root, CtRatePhantomScan scan)
    {
        var folder = Path.Combine(root, "dataset", scan.Part.Folder + "_fixed", scan.Patient, scan.Id);
        Directory.CreateDirectory(folder);
        var options = scan.IsHead
            ? new PhantomChestCtOptions { Sagittal = 32, Coronal = 32, Axial = 16, Findings = [] }
            : new PhantomChestCtOptions { Companions = true };
        var truth = new List<PhantomTruthImage>();
        PhantomReport? report = null;
        for (var reconstruction = 1; reconstruction <= scan.Reconstructions; reconstruction++)
        {
            var volume = PhantomChestCt.Generate(scan.Seed, reconstruction == 1 ? options : options with { Noise = 45 });
            using var content = new MemoryStream();
            NiftiWriter.Write(content, volume.Voxels, volume.Width, volume.Height, volume.Depth, volume.VoxelToWorld);
            var file = content.ToArray();
            File.WriteAllBytes(Path.Combine(folder, scan.VolumeName(reconstruction)), file);
            truth.Add(PhantomTruthImage.Of($"{scan.Id}_{reconstruction}", file, volume.Findings, volume.Anatomy));
            var plane = options.FieldOfView / options.Sagittal;
            report ??= CtRateReportWriter.Write(
                new ReportCase(volume.Findings, plane), options.Length / options.Axial, new PhantomRandom(scan.Seed, "report"));
        }

        return (new PhantomTruthStudy(CtRateDataset.DatasetName, scan.Id, scan.Patient, scan.Part.Split, report!.Phrases, truth), report);
    }

    public static void WriteTables(
        string root, IReadOnlyList<(CtRatePhantomScan Scan, PhantomTruthStudy Truth, PhantomReport Report)> scans)
    {
        var dataset = Path.Combine(root, "dataset");
        foreach (var part in CtRatePart.All)
        {
            var volumes = scans.Where(row => row.Scan.Part == part)
                .SelectMany(static row => Enumerable.Range(1, row.Scan.Reconstructions).Select(number => (row.Scan, row.Truth, ReportParts: row.Report.Parts, Number: number, Name: row.Scan.VolumeName(number)))).ToArray();
            CsvText.Write(
                Path.Combine(dataset, part.ReportTables[0]),
                string.Join(',', CtRateReport.Parts.Select(static column => column.Column).Prepend(CtRateReport.Volume)),
                volumes.Select(static row => (string[])[row.Name, .. row.ReportParts]));
            CsvText.Write(Path.Combine(dataset, part.LabelTables[0]), string.Join(',', Labels.Prepend(CtRateReport.Volume)), volumes.Select(static row =>
                (string[])[row.Name, .. Labels.Select(label => Has(row.Truth, label) ? "1" : "0")]));
            CsvText.Write(
                Path.Combine(dataset, part.MetadataTables[0]), MetadataHeader,
                volumes.Select(static row => Metadata(row.Scan, row.Name, row.Number)));
            File.WriteAllLines(
                Path.Combine(dataset, part.NoChestLists[0]), volumes.Where(static row => row.Scan.IsHead).Select(static row => row.Name));
        }
    }

    private static bool Has(PhantomTruthStudy truth, string label) => truth.Images[0].Findings.Any(finding =>
        string.Equals(finding.Target.Replace("pulmonary ", "", StringComparison.Ordinal), label, StringComparison.OrdinalIgnoreCase));

    private static string[] Metadata(CtRatePhantomScan scan, string volume, int reconstruction)
    {
        var options = new PhantomChestCtOptions();
        var (columns, slices) = scan.IsHead ? (32, 16) : (options.Sagittal, options.Axial);
        var (plane, slice) = (options.FieldOfView / columns, options.Length / slices);
        var (x, z) = (-(options.FieldOfView - plane) / 2, -(options.Length - slice) / 2);
        var values = new Dictionary<string, string>
        {
            ["VolumeName"] = volume,
            ["Manufacturer"] = "Phantom",
            ["ConvolutionKernel"] = reconstruction == 1 ? "soft" : "sharp",
            ["PatientPosition"] = "HFS",
            ["ImagePositionPatient"] = $"[{Text(x)}, {Text(x)}, {Text(z)}]",
            ["ImageOrientationPatient"] = "[1, 0, 0, 0, 1, 0]",
            ["SliceLocation"] = Text(z),
            ["SamplesPerPixel"] = "1",
            ["PhotometricInterpretation"] = "MONOCHROME2",
            ["Rows"] = Text(columns),
            ["Columns"] = Text(columns),
            ["XYSpacing"] = $"[{Text(plane)}, {Text(plane)}]",
            ["RescaleIntercept"] = reconstruction == 1 ? "-1024" : "-8192",
            ["RescaleSlope"] = "1",
            ["RescaleType"] = "HU",
            ["NumberofSlices"] = Text(slices),
            ["ZSpacing"] = Text(slice),
            ["StudyDate"] = "20210101",
        };
        return [.. MetadataHeader.Split(',').Select(column => values.GetValueOrDefault(column, ""))];

        static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>
/// A phantom scan before it is drawn. Every fifth patient is in the validation part, every fourth scan has two reconstructions, a few are
/// of the head.
/// </summary>
internal sealed record CtRatePhantomScan(CtRatePart Part, int Number, int Seed, int Reconstructions, bool IsHead)
{
    public string Patient => $"{Part.Folder}_{Number}";

    public string Id => $"{Patient}_a";

    public static CtRatePhantomScan Plan(int number, int seed)
    {
        var isValid = number % 5 == 4;
        var order = isValid ? number / 5 : number - ((number + 1) / 5);
        return new CtRatePhantomScan(
            CtRatePart.All[isValid ? 1 : 0], order + 1, unchecked((seed * 1_000_003) + number), number % 4 == 1 ? 2 : 1, number % 12 == 11);
    }

    public string VolumeName(int reconstruction) => $"{Id}_{reconstruction}.nii.gz";
}
