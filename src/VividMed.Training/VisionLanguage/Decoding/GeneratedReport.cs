using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>A report that a model wrote, and where it says that its phrases lie.</summary>
/// <param name="Text">As decoded, without the signs around phrases.</param>
/// <param name="Phrases">In the order of the text, none overlapping another.</param>
/// <param name="IsWhole">Whether it found its end; else it was cut at the longest text that the network writes.</param>
public sealed record GeneratedReport(string Text, IReadOnlyList<GeneratedPhrase> Phrases, bool IsWhole);

/// <summary>A phrase of a generated report: text[Start..End] in UTF-16 code units, equal to <paramref name="Text"/>.</summary>
/// <param name="Boxes">The surest first, in voxels of the image; none where the heads find nothing.</param>
/// <param name="Mask">On the image's own grid; null where the heads find nothing, or nothing is filled.</param>
public sealed record GeneratedPhrase(int Start, int End, string Text, IReadOnlyList<ScoredBox> Boxes, Mask? Mask);

/// <summary>A box in voxels of the image, and how sure the model is of it, 0 to 1.</summary>
public sealed record ScoredBox(Box Box, double Score);

/// <summary>How likely a target is to be seen, 0 to 1, and where it would be.</summary>
public sealed record TargetPresence(string Name, double Share, IReadOnlyList<ScoredBox> Boxes);
