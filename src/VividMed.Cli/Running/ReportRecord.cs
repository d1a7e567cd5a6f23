using VividMed.Imaging.Masks;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Decoding;

namespace VividMed.Cli.Running;

/// <summary>A report that a trained model wrote, as it is stored and printed.</summary>
/// <param name="Schema">1; another number has other members.</param>
internal sealed record ReportRecord(
    int Schema, string Model, string Image, string Modality, string Text, bool IsWhole, double OpeningCorrection, string Notice, IReadOnlyList<PhraseRecord> Phrases);

/// <summary>A phrase of it that points into the image.</summary>
/// <param name="Target">What the tagger finds in it; null where it finds nothing.</param>
internal sealed record PhraseRecord(
    int Start, int End, string Text, string? Target, FindingKind? Kind, Side? Side, IReadOnlyList<BoxRecord> Boxes, RunLengthMask? Mask, SourceRecord Source);

/// <summary>Who says where something lies.</summary>
/// <param name="By">The model's own heads, a localizer from outside, or nobody.</param>
/// <param name="Localizer">Id and version of the localizer that was asked; null where none was.</param>
/// <param name="Reason">The code of why nobody does; null where somebody does, or finds nothing.</param>
/// <param name="Detail">More of it, for people.</param>
internal sealed record SourceRecord(LocatedBy By, string? Localizer, string? Reason, string? Detail);

/// <summary>A name that was asked for, and where it lies.</summary>
/// <param name="Call">What the model wrote to call a localizer; null where it did not call.</param>
internal sealed record LocatedRecord(string Name, string Answer, string? Call, IReadOnlyList<BoxRecord> Boxes, RunLengthMask? Mask, SourceRecord Source);

/// <summary>A box with its score: two corners, in pixels of a picture or voxels of a volume.</summary>
internal sealed record BoxRecord(IReadOnlyList<double> Box, double Score);
