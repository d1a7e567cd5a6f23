using VividMed.Datasets;
using VividMed.Grounding;
using VividMed.Imaging.Png;
using VividMed.Shards.Archives;

namespace VividMed.Localization;

/// <summary>The images of a sample as its shard holds them.</summary>
public static class StoredImages
{
    /// <summary>Reads the study's images in their order; each is named as its sample names it.</summary>
    public static async Task<IReadOnlyList<ShardImage>> ReadAsync(
        IDataset dataset, Sample sample, Study study, CancellationToken cancellationToken)
    {
        var images = new List<ShardImage>();
        foreach (var (facts, source) in sample.Images.Zip(study.Images))
        {
            images.Add(
                facts.Depth == 1 ? Radiograph(dataset, facts, source) : await VolumeAsync(dataset, facts, source, cancellationToken));
        }

        return images;
    }

    private static ShardImage Radiograph(IDataset dataset, SampleImage facts, StudyImage source)
    {
        using var png = new MemoryStream();
        PngCodec.WriteGray8(png, StudyPictures.Radiograph(dataset, source).Picture);
        return ShardImage.From(facts.Member, png.ToArray());
    }

    /// <summary>
    /// A volume goes in as the dataset published it, byte for byte: lossless, and nothing is compressed twice. Only one whose file lacks
    /// its geometry or units, or is not compressed, is written anew with what is true of it.
    /// </summary>
    private static async Task<ShardImage> VolumeAsync(
        IDataset dataset, SampleImage facts, StudyImage source, CancellationToken cancellationToken)
    {
        if (!StudyPictures.IsStoredAsPublished(dataset, source))
        {
            return ShardImage.From(facts.Member, StudyPictures.Encode(StudyPictures.Volume(dataset, source)));
        }

        await using var file = dataset.OpenImage(source);
        using var content = new MemoryStream();
        await file.CopyToAsync(content, cancellationToken);
        return ShardImage.From(facts.Member, content.ToArray());
    }
}
