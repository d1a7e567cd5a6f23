using System.Runtime.CompilerServices;

namespace VividMed.Datasets;

/// <summary>
/// MIMIC-CXR 2.0.0 or 2.1.0 as a folder: DICOM (.dcm, .dcm.gz) or JPG images, reports beside them, and the authors' tables.
/// Frontal (PA, AP) images take part. A study is excluded with <c>no-frontal-view</c>, <c>missing-file</c> or <c>no-split</c>.
/// </summary>
public sealed class MimicCxrDataset : IDataset
{
    internal const string DatasetName = "mimic-cxr";
    private readonly string _root;
    private readonly DatasetFiles _files;

    /// <exception cref="DatasetException">The folder does not exist.</exception>
    public MimicCxrDataset(string root) => (_root, _files) = (root, new DatasetFiles(root));

    public string Name => DatasetName;

    public async IAsyncEnumerable<Study> ListStudiesAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var tables = await Task.Run(() => new MimicTables(_root, cancellation), cancellation);
        var images = tables.Images.ToLookup(static image => image.Study);
        foreach (var (study, (patient, report)) in tables.Studies.OrderBy(static entry => entry.Key, StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return Describe(study, patient, tables.Splits.GetValueOrDefault(patient, ""), report, images[study]);
        }
    }

    public async Task<string> ReadReportAsync(Study study, CancellationToken cancellation = default)
    {
        var text = DatasetFiles.Decode(await _files.ReadReportAsync(study.Id, study.Report, cancellation));
        return string.IsNullOrWhiteSpace(text) ? throw new DatasetException("empty-report", $"the report of study {study.Id} is empty") : text;
    }

    public Stream OpenImage(StudyImage image) => _files.OpenImage(image);

    private Study Describe(string study, string patient, string split, string report, IEnumerable<MimicImage> images)
    {
        var (part, leftOut) = (new List<StudyImage>(), new List<LeftOutImage>());
        foreach (var image in images)
        {
            if (RadiographView.ReasonToLeaveOut(image.View) is { } reason)
            {
                leftOut.Add(new LeftOutImage(image.Id, reason));
            }
            else if (_files.FirstExisting(image.Stem + ".dcm", image.Stem + ".dcm.gz", image.Stem + ".jpg") is { } path)
            {
                part.Add(new StudyImage(image.Id, path, image.View));
            }
            else
            {
                leftOut.Add(new LeftOutImage(image.Id, "missing-file"));
            }
        }

        var exclusion = split.Length == 0 ? "no-split"
            : part.Count > 0 ? null
            : leftOut.Exists(static image => image.Reason == "missing-file") ? "missing-file" : "no-frontal-view";
        var reference = _files.Exists(report) ? new ReportReference(report) : null;
        return new Study(study, patient, split, Modality.Cxr, part, reference, leftOut, exclusion);
    }
}
