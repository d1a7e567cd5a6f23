using System.Globalization;
using VividMed.Datasets.Csv;
using VividMed.Datasets.Own;
using VividMed.Imaging.Nifti;
using VividMed.Phantoms.BrainMr;
using VividMed.Phantoms.Reporting;

namespace VividMed.Phantoms.Writing;

/// <summary>Writes phantom MR as one's own data have it: a NIfTI a study and two tables.</summary>
internal static class MrPhantomWriter
{
    private static readonly string[] Columns = ["clinical_information", "technique", "findings", "impression"];

    // A patient's number decides the split, so that even a few patients fill all three.
    private static readonly string[] Splits = ["train", "train", "validate", "train", "test", "train", "train", "train", "test", "train"];

    public static (PhantomTruthStudy Truth, PhantomReport Report) WriteStudy(string root, int number, int seed)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"mr{number + 1:D4}");
        var own = unchecked((seed * 1_000_003) + number);
        var head = PhantomBrainMr.Generate(own);
        using var content = new MemoryStream();
        NiftiWriter.Write(content, head.Voxels, head.Width, head.Height, head.Depth, head.VoxelToWorld);
        var file = content.ToArray();
        Directory.CreateDirectory(Path.Combine(root, "images"));
        File.WriteAllBytes(Path.Combine(root, "images", id + ".nii.gz"), file);
        var report = MrReportWriter.Write(head, new PhantomRandom(own, "report"));
        var truth = PhantomTruthImage.Of(id, file, head.Findings, head.Anatomy);
        return (new PhantomTruthStudy(CsvDataset.HeadName, id, id, Splits[number % Splits.Length], report.Phrases, [truth]), report);
    }

    public static void WriteTables(string root, IReadOnlyList<(PhantomTruthStudy Truth, PhantomReport Report)> studies)
    {
        CsvText.Write(
            Path.Combine(root, "images.csv"), "study_id,path,split",
            studies.Select(static study => (string[])[study.Truth.Study, $"images/{study.Truth.Study}.nii.gz", study.Truth.Split]));
        CsvText.Write(
            Path.Combine(root, "reports.csv"), string.Join(',', Columns.Prepend("study_id")),
            studies.Select(static study => (string[])[study.Truth.Study, .. study.Report.Parts]));
    }
}
