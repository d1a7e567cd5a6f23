using System.Collections.Concurrent;
using VividMed.Datasets;
using VividMed.Datasets.Reports;
using VividMed.Datasets.Selection;
using VividMed.Reports;
using VividMed.Taxonomy;

namespace VividMed.Localization.Tests;

/// <summary>Images by their paths; a path that is not among them is a file that has gone.</summary>
internal sealed class MemoryDataset(Modality modality = Modality.Cxr) : IDataset
{
    public Dictionary<string, byte[]> Files { get; } = [];

    public string Name => "memory";

    public Modality Modality => modality;

    /// <summary>A study whose images are named by itself, <c>s1.0.png</c>, each of one byte of its own.</summary>
    public TaggedStudy Study(string id, int images)
    {
        var own = Enumerable.Range(0, images).Select(index => new StudyImage($"{id}.{index}", $"{id}.{index}.png", "PA")).ToList();
        foreach (var image in own) Files[image.Path] = [(byte)Files.Count];
        return Tagged(id, [.. own]);
    }

    public TaggedStudy Tagged(string id, params StudyImage[] images) =>
        new(new Study(id, "p", "train", modality, images, Report: null, []), new TaggedReport("", [], [], []));

    public IAsyncEnumerable<Study> ListStudiesAsync(StudySelection? selection = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<ReportContent> LoadReportAsync(Study study, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Paths in the order in which they were opened, each as often as it was.</summary>
    public ConcurrentQueue<string> Opened { get; } = [];

    public Stream OpenImage(StudyImage image)
    {
        Opened.Enqueue(image.Path);
        return Files.TryGetValue(image.Path, out var content) ? new MemoryStream(content, writable: false) : throw new FileNotFoundException();
    }
}
