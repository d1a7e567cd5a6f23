using VividMed.Imaging.Masks;
using VividMed.Taxonomy;

namespace VividMed.Cli.Running;

/// <summary>A report that a trained model wrote, as it is stored and printed.</summary>
/// <param name="Schema">1; another number has other members.</param>
internal sealed record ReportRecord(
    int Schema, string Model, string Image, string Modality, string Text, bool IsWhole, double OpeningCorrection, string Notice, IReadOnlyList<PhraseRecord> Phrases);

/// <summary>A phrase of it that points into the image.</summary>
/// <param name="Target">What the tagger finds in it; null where it finds nothing.</param>
internal sealed record PhraseRecord(
    int Start, int End, string Text, string? Target, FindingKind? Kind, Side? Side, IReadOnlyList<BoxRecord> Boxes, RunLengthMask? Mask);

/// <summary>A box with its score: two corners, in pixels of a picture or voxels of a volume.</summary>
internal sealed record BoxRecord(IReadOnlyList<double> Box, double Score);
