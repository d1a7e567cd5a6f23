using VividMed.Imaging.Masks;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>A name that a model was asked for: what is said of it, where it lies, and who says where.</summary>
/// <param name="Answer">In words; after a failure with its reason.</param>
/// <param name="Call">What the model wrote to call the localizer; null where it did not call.</param>
/// <param name="By">The model's own heads, an external localizer, or nobody.</param>
/// <param name="Localizer">Id and version of the external localizer that answered; null where none did.</param>
/// <param name="Boxes">The surest first, in voxels of the image.</param>
/// <param name="Mask">On the image's own grid; of the external localizer alone.</param>
/// <param name="Failure">Why nobody says where; null where somebody does, or finds nothing.</param>
/// <param name="Detail">More of the failure, for people.</param>
public sealed record LocatedName(
    string Name, string Answer, string? Call, LocatedBy By, string? Localizer, IReadOnlyList<ScoredBox> Boxes, Mask? Mask, LocalizerFailure? Failure, string? Detail);

/// <summary>Who says where something lies.</summary>
public enum LocatedBy
{
    /// <summary>It has no place.</summary>
    Nobody,

    /// <summary>The heads of the model itself.</summary>
    Model,

    /// <summary>An external localizer.</summary>
    Localizer,
}
