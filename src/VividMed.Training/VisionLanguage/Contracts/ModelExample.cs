namespace VividMed.Training.VisionLanguage.Contracts;

/// <summary>
/// What a model writes of a held-out study, to be laid beside the truth. The truth itself is not repeated: it stands in the records of the dataset, so
/// that a model that is handed on takes no report along.
/// </summary>
/// <param name="Sample">The sample's id in its dataset.</param>
/// <param name="Image">Which of its images the model saw.</param>
/// <param name="Text">As decoded, without the signs around phrases.</param>
/// <param name="Phrases">In the order of the text.</param>
public sealed record ModelExample(string Dataset, string Sample, int Image, string Text, IReadOnlyList<ExamplePhrase> Phrases);

/// <summary>A phrase of an example: text[Start..End] in UTF-16 code units.</summary>
/// <param name="Boxes">In voxels of the image, x0 y0 z0 x1 y1 z1 each, the surest first; none where the model points at nothing.</param>
public sealed record ExamplePhrase(int Start, int End, IReadOnlyList<IReadOnlyList<double>> Boxes);
