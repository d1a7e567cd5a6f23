using VividMed.Datasets;
using VividMed.Datasets.Inputs;
using VividMed.Grounding;
using VividMed.Shards.Buckets;

namespace VividMed.Shards.Repacking;

/// <summary>
/// The digests of images as they were planned, which name archives of pictures: of the file, which records tell, and of what the dataset's
/// tables say of it, which they do not.
/// </summary>
public sealed class PlannedImages
{
    private readonly Dictionary<string, IReadOnlyList<StudyImage>>? _studies;

    private PlannedImages(Dictionary<string, IReadOnlyList<StudyImage>>? studies) => _studies = studies;

    /// <summary>Of datasets whose tables say nothing of the values and places of an image: all but CT-RATE's.</summary>
    public static PlannedImages OfFiles { get; } = new(null);

    /// <summary>Reads the tables of a dataset, and no image.</summary>
    public static async Task<PlannedImages> ReadAsync(IDataset dataset, CancellationToken cancellationToken = default)
    {
        var studies = new Dictionary<string, IReadOnlyList<StudyImage>>(StringComparer.Ordinal);
        await foreach (var study in dataset.ListStudiesAsync(cancellationToken: cancellationToken)) studies[study.Id] = study.Images;
        return new PlannedImages(studies);
    }

    /// <summary>The sample's part of its archive's name.</summary>
    /// <exception cref="ShardException"><c>study-changed</c>: the dataset has the study no more, or with other images.</exception>
    public PictureContent ContentOf(Sample sample)
    {
        if (_studies is null) return new PictureContent(sample.Id, [.. sample.Images.Select(static image => ImageInput.DigestOf(new StudyImage("", "", ""), image.SourceSha256))]);
        return _studies.TryGetValue(sample.Study, out var images) && images.Count == sample.Images.Count
            ? new PictureContent(sample.Id, [.. images.Zip(sample.Images, static (image, stored) => ImageInput.DigestOf(image, stored.SourceSha256))])
            : throw new ShardException("study-changed", $"Study {sample.Study} is not in the dataset as its version has it: bring the dataset to the present by a run, then repack.");
    }
}
