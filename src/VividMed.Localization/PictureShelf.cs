using VividMed.Datasets;
using VividMed.Datasets.Inputs;
using VividMed.Grounding;
using VividMed.Shards.Archives;
using VividMed.Shards.Buckets;
using VividMed.Storage.Stores;

namespace VividMed.Localization;

/// <summary>
/// Where the pictures of a bucket's samples lie. They are named by what is in them, so that a version that differs in its records alone
/// finds those of the version before, and no image is opened for them.
/// </summary>
/// <param name="quarantinedBefore">Studies that the bucket lost when it was last worked on: they are likely to be lost again.</param>
public sealed class PictureShelf(IBlobStore store, string split, IReadOnlySet<string> quarantinedBefore)
{
    /// <summary>A study's part of an archive's name.</summary>
    public static PictureContent ContentOf(Study study, IEnumerable<SampleImage> images) =>
        new(study.Id, [.. study.Images.Zip(images, static (image, facts) => ImageInput.DigestOf(image, facts.SourceSha256))]);

    /// <summary>Whether the pictures of these studies are expected to be there, told without opening any file.</summary>
    internal async Task<bool> HoldsAsync(IReadOnlyList<TaggedStudy> studies, string rendering, CancellationToken cancellationToken)
    {
        if (studies.Any(static study => study.Study.Images.Any(static image => image.Sha256 is null))) return false;
        return await HoldAsync(studies) || (quarantinedBefore.Count > 0 && await HoldAsync([.. studies.Where(Came)]));

        bool Came(TaggedStudy study) => !quarantinedBefore.Contains(study.Study.Id);

        async Task<bool> HoldAsync(IReadOnlyList<TaggedStudy> expected) =>
            expected.Count == 0 || await PictureArchive.FindAsync(
                store, split, PictureArchive.KeyOf(rendering, expected.Select(static study => Known(study.Study))), cancellationToken) is not null;
    }

    internal Task<PictureWriter> StageAsync(CancellationToken cancellationToken) => PictureWriter.StageAsync(store, cancellationToken);

    internal Task<ShardFile> PublishAsync(PictureWriter pictures, string rendering, CancellationToken cancellationToken) =>
        pictures.PublishAsync(split, rendering, cancellationToken);

    /// <summary>
    /// The archive of just these studies. Where it is not there after all, their files are opened for it; null where one of them is no
    /// longer what was localized.
    /// </summary>
    internal async Task<ShardFile?> FindOrMakeAsync(
        IDataset dataset, IReadOnlyList<TaggedStudy> studies, IReadOnlyList<LocalizedStudy> done, StudyLocalizer localizer,
        CancellationToken cancellationToken)
    {
        var sources = studies.ToDictionary(static study => study.Study.Id, static study => study.Study, StringComparer.Ordinal);
        var key = PictureArchive.KeyOf(localizer.Rendering, done.Select(study => ContentOf(sources[study.Study], study.Images)));
        if (await PictureArchive.FindAsync(store, split, key, cancellationToken) is { } known) return known;

        await using var pictures = await StageAsync(cancellationToken);
        foreach (var study in done)
        {
            var source = sources[study.Study];
            var images = new List<ShardImage>();
            foreach (var (image, facts) in source.Images.Zip(study.Images))
            {
                var file = await SourceFile.ReadAsync(dataset, image, cancellationToken);
                if (file.Sha256 != facts.SourceSha256) return null;
                images.Add(ShardImage.From(facts.Member, localizer.Render(file, image)));
            }

            await pictures.AddAsync(ContentOf(source, study.Images), images, cancellationToken);
        }

        return await PublishAsync(pictures, localizer.Rendering, cancellationToken);
    }

    private static PictureContent Known(Study study) =>
        new(study.Id, [.. study.Images.Select(static image => ImageInput.DigestOf(image, image.Sha256!))]);
}
