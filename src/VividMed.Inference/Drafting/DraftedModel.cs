using VividMed.Inference.Manifests;
using VividMed.Taxonomy;

namespace VividMed.Inference.Drafting;

/// <summary>A manifest drafted from an ONNX file, and why it says what it says.</summary>
/// <param name="Manifest">With digests; its folder is that of the file.</param>
/// <param name="Evidence">In the order of the manifest's members.</param>
public sealed record DraftedModel(ModelManifest Manifest, IReadOnlyList<DraftEvidence> Evidence);

/// <summary>One guess of a draft.</summary>
/// <param name="Field">Of the manifest, such as detection.format.</param>
/// <param name="Guess">What was written there.</param>
/// <param name="Why">What the file shows that speaks for it, or that nothing does.</param>
public sealed record DraftEvidence(string Field, string Guess, string Why);

/// <summary>What a file cannot say of itself.</summary>
public sealed record DraftOptions
{
    /// <summary>Targets that names of classes are looked up in.</summary>
    public required TargetTaxonomy Taxonomy { get; init; }

    /// <summary>The id to write; null takes the folder's name.</summary>
    public string? Id { get; init; }

    /// <summary>Names of the classes, channels or prompts in the order of the graph; null where nobody says them.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>The modality of a graph whose tensors do not tell it; null lets the shape decide.</summary>
    public Modality? Modality { get; init; }

    /// <summary>
    /// Models whose manifests lend what a file does not tell (preparation, thresholds, labels) to one with the same tensors; the first
    /// that fits.
    /// </summary>
    public IReadOnlyList<ModelManifest> Alike { get; init; } = [];

    /// <summary>Whether a file that is like none of <see cref="Alike"/> is refused, not drafted by its tensors alone.</summary>
    public bool MustBeAlike { get; init; }
}
