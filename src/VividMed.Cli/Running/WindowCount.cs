using VividMed.Cli.Output;
using VividMed.Datasets;
using VividMed.Datasets.Selection;
using VividMed.Imaging;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Segmenters;
using VividMed.Phantoms.Writing;
using VividMed.Taxonomy;

namespace VividMed.Cli.Running;

/// <summary>The windows that a segmenter will run over a dataset's volumes, counted after cropping, as a run does it.</summary>
/// <param name="PromptsPerPass">The fewest that any volume allows to share a pass.</param>
internal sealed record WindowCount(string Model, int Volumes, long Windows, int PromptsPerPass, long MaxManagedBytes, int Unreadable)
{
    /// <summary>Files of DICOM folders that take no part, by reason.</summary>
    public IReadOnlyDictionary<string, int> FilesLeftOut { get; init; } = new SortedDictionary<string, int>(StringComparer.Ordinal);

    /// <summary>More prompts than a chest report mentions.</summary>
    private const int ManyPrompts = 64;

    /// <returns>Null for a dataset without volumes.</returns>
    public static async Task<WindowCount?> OverAsync(
        IDataset dataset, StudySelection? selection, ModelManifest model, CancellationToken cancellationToken)
    {
        var images = new List<(StudyImage Image, Modality Modality)>();
        await foreach (var study in dataset.ListStudiesAsync(selection, cancellationToken))
        {
            if (study.Exclusion is null && study.Modality.IsVolume()) images.AddRange(study.Images.Select(image => (image, study.Modality)));
        }

        if (images.Count == 0) return null;
        var count = new WindowCount(model.Id, 0, 0, int.MaxValue, 0, 0);
        await using var progress = StepProgress.Start("counting windows", images.Count);
        foreach (var (image, modality) in images)
        {
            cancellationToken.ThrowIfCancellationRequested();
            count = count.With(dataset, image, modality, model);
            progress.Report(new PhantomProgress(count.Volumes + count.Unreadable, images.Count));
        }

        return count;
    }

    private static SortedDictionary<string, int> Plus(IReadOnlyDictionary<string, int> counts, IEnumerable<string> reasons)
    {
        var sums = new SortedDictionary<string, int>(counts.ToDictionary(), StringComparer.Ordinal);
        foreach (var reason in reasons) sums[reason] = sums.GetValueOrDefault(reason) + 1;
        return sums;
    }

    private WindowCount With(IDataset dataset, StudyImage image, Modality modality, ModelManifest model)
    {
        try
        {
            using var file = dataset.OpenImage(image);
            var plan = SegmentationPlan.Exact(VolumeReader.Read(file, image, modality, out var leftOut), model, new ExecutionOptions(), ManyPrompts);
            return this with
            {
                Volumes = Volumes + 1,
                Windows = Windows + plan.Windows,
                PromptsPerPass = Math.Min(PromptsPerPass, plan.PromptsPerCall),
                MaxManagedBytes = Math.Max(MaxManagedBytes, plan.ManagedBytes),
                FilesLeftOut = Plus(FilesLeftOut, leftOut),
            };
        }
        catch (Exception failure) when (failure is ImageFormatException or DatasetException or FileNotFoundException or DirectoryNotFoundException)
        {
            return this with { Unreadable = Unreadable + 1 };
        }
    }
}
