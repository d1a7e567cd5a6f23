using VividMed.Exports.Planning;

namespace VividMed.Exports.Families;

/// <summary>What families have in common that hand images and masks over as they are stored.</summary>
internal static class WholeRecords
{
    /// <summary>Volumes whole, pictures as stored.</summary>
    /// <exception cref="ExportException"><c>not-offered</c>: pictures were to be made smaller.</exception>
    public static PictureRules Rules(string family, FamilyOptions options, bool wholeVolumes = true) => options.Pictures.Longest is null
        ? options.Pictures with { WholeVolumes = wholeVolumes }
        : throw new ExportException("not-offered", $"The family {family} hands pictures over in their own size, because its masks lie on their pixels: leave --resize out.");

    /// <summary>What an image is called among files: <c>{key}.{i}.png</c> or <c>{key}.{i}.nii.gz</c>.</summary>
    public static string FileOf(ExportSample sample, int image) => $"{sample.Key}.{image}{(sample.Sample.Images[image].Depth > 1 ? ".nii.gz" : ".png")}";
}
