using VividMed.Datasets;

namespace VividMed.Workflows;

/// <summary>A study with its images decoded, or with the reason why they could not be.</summary>
internal sealed record LoadedStudy(TaggedStudy Tagged, IReadOnlyList<LoadedImage> Images, QuarantinedStudy? Failure)
{
    public static async Task<LoadedStudy> LoadAsync(IDataset dataset, StudyLocalizer localizer, TaggedStudy tagged, CancellationToken cancellation)
    {
        string? digest = null;
        try
        {
            var images = new List<LoadedImage>();
            for (var i = 0; i < tagged.Study.Images.Count; i++)
            {
                var image = tagged.Study.Images[i];
                digest = await StudyPictures.DigestAsync(dataset, image, cancellation);
                images.Add(localizer.Load(dataset, tagged.Study.Id, i, image, digest));
            }

            return new LoadedStudy(tagged, images, Failure: null);
        }
        catch (Exception failure) when (StudyFailure.Explain(failure, tagged.Study.Id, LocalizeStudies.Stage, digest) is { } record)
        {
            return new LoadedStudy(tagged, [], record);
        }
    }
}
