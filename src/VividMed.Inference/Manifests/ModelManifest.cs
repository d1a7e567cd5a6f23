using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using VividMed.Taxonomy;

namespace VividMed.Inference.Manifests;

/// <summary>
/// A model's card, <c>models/{id}/model.json</c>: which files it has, how its tensors are called and made, what its labels mean.
/// Inputs and Outputs map a role to a tensor name. Roles of inputs: image, second (the image prepared otherwise), mask (1 on the image, 0
/// on padding), sizes ([B, 2], width and height), prompts. Roles of outputs: logits, boxes, labels, scores, predictions (YOLO), masks.
/// Tensors may be of float32, float16 or float64, images also of bytes, labels and sizes of 32 or 64-bit integers: the graph says which.
/// </summary>
public sealed record ModelManifest
{
    /// <summary>The one schema that is read; a manifest of another is refused.</summary>
    public const int CurrentSchema = 2;

    /// <summary>Where an editor finds the JSON Schema, such as ../model.schema.json; the pipeline does not read it.</summary>
    [JsonPropertyName("$schema")]
    public string? SchemaReference { get; init; }

    /// <summary>Must be <see cref="CurrentSchema"/>.</summary>
    public required int Schema { get; init; }

    /// <summary>Lower-case letters, digits, '-' and '.': also the name of the model's folder, by which runs ask for it.</summary>
    public required string Id { get; init; }

    /// <summary>For people; what tells two models apart is <see cref="Digest"/>.</summary>
    public required string Version { get; init; }

    /// <summary>Decides which of the parts below must be there.</summary>
    public required ModelKind Kind { get; init; }

    /// <summary>CXR, CT or MR.</summary>
    public required Modality Modality { get; init; }

    [JsonPropertyName("licence")] // as published manifests have it
    public required string License { get; init; }

    public string? Source { get; init; }

    /// <summary>What the model may be used for, in words that <c>vividmed models list</c> shows.</summary>
    public required string IntendedUse { get; init; }

    /// <summary>
    /// True of a model that was trained on phantoms alone: what it finds in a patient means nothing, and a run must be told to let it look.
    /// </summary>
    public bool? PhantomsOnly { get; init; }

    /// <summary>The .onnx file.</summary>
    public required ModelFile Model { get; init; }

    /// <summary>Files that the .onnx file itself refers to: weights beyond protobuf's 2 GiB.</summary>
    public IReadOnlyList<ModelFile>? ExternalData { get; init; }

    /// <summary>By role the name of the tensor; a graph with an input that has no role is refused.</summary>
    public required IReadOnlyDictionary<string, string> Inputs { get; init; }

    /// <summary>By role the name of the tensor; other outputs of the graph are not computed.</summary>
    public required IReadOnlyDictionary<string, string> Outputs { get; init; }

    /// <summary>Required of models on radiographs; a class segmenter has it or <see cref="Volume"/>, never both.</summary>
    public RadiographPreprocessing? Radiograph { get; init; }

    /// <summary>Required of detectors.</summary>
    public DetectionDecoding? Detection { get; init; }

    /// <summary>Required of models on volumes.</summary>
    public VolumePreprocessing? Volume { get; init; }

    /// <summary>Required of models on volumes.</summary>
    public WindowOptions? Window { get; init; }

    /// <summary>Required of segmenters.</summary>
    public MaskDecoding? Mask { get; init; }

    /// <summary>Required of prompt segmenters.</summary>
    public PromptTable? Prompts { get; init; }

    /// <summary>1 to 4,096; no two of a segmenter have the same target and side.</summary>
    public required IReadOnlyList<ModelLabel> Labels { get; init; }

    /// <summary>The execution providers that this model may run on; null allows all.</summary>
    public IReadOnlyList<ExecutionProvider>? Providers { get; init; }

    /// <summary>Providers that must not run the model, each with its reason; null forbids none.</summary>
    public IReadOnlyList<ForbiddenProvider>? Forbidden { get; init; }

    /// <summary>Null where it was not measured, which counts as no device memory at all.</summary>
    public ModelResources? Resources { get; init; }

    /// <summary>What TensorRT and CUDA graphs must reproduce before they are used; a model without any runs on neither.</summary>
    public IReadOnlyList<GoldenCase>? Golden { get; init; }

    public ModelProvenance? Provenance { get; init; }

    /// <summary>The folder that holds the manifest and its files.</summary>
    [JsonIgnore]
    public string Folder { get; private init; } = "";

    /// <summary>
    /// SHA-256 of the manifest's bytes, which name the digest of every file: two models differ exactly when their digests do.
    /// </summary>
    [JsonIgnore]
    public string Digest { get; private init; } = "";

    /// <summary>
    /// SHA-256 of what decides a result: files, tensors, preparation, decoding, labels. A better description, new metrics or
    /// another golden case leave it, and so the cached results, as they are.
    /// </summary>
    [JsonIgnore]
    public string InferenceDigest => Convert.ToHexStringLower(SHA256.HashData((this with
    {
        SchemaReference = null,
        Version = "",
        License = "",
        Source = null,
        IntendedUse = "",
        PhantomsOnly = null,
        Providers = null,
        Forbidden = null,
        Resources = null,
        Golden = null,
        Provenance = null,
    }).ToJson()));

    /// <summary>Every file that the manifest names, the model's own first.</summary>
    [JsonIgnore]
    public IEnumerable<ModelFile> Files =>
    [
        Model,
        .. ExternalData ?? [],
        .. Prompts is null ? [] : (ModelFile[])[Prompts.File],
        .. (Golden ?? []).SelectMany(static golden => golden.Inputs.Values).Select(static input => input.File).OfType<ModelFile>(),
    ];

    /// <summary>Reads and checks a manifest and the digests of its files.</summary>
    /// <param name="path">The manifest itself or its folder.</param>
    /// <exception cref="ModelException"><c>manifest-missing</c>, <c>manifest-unreadable</c>, <c>manifest-invalid</c>, <c>file-missing</c>,
    /// <c>file-unreadable</c> or <c>digest-mismatch</c>.</exception>
    public static ModelManifest Load(string path)
    {
        if (Directory.Exists(path)) path = Path.Combine(path, "model.json");
        var (read, digest) = ManifestReader.Read(path);
        var manifest = read with { Folder = Path.GetDirectoryName(Path.GetFullPath(path))!, Digest = digest };
        ManifestRules.Check(manifest);
        foreach (var file in manifest.Files) manifest.CheckFile(file);
        return manifest;
    }

    /// <summary>The classes, output channels or prompt rows of the graph, those without a label included.</summary>
    [JsonIgnore]
    public int ClassCount => Kind switch
    {
        ModelKind.Detector => Detection?.Classes ?? Labels.Count,
        ModelKind.ClassSegmenter => Mask?.Channels ?? Labels.Count,
        _ => Prompts is { Dimension: > 0 } prompts && Labels.Any(static label => label.Index is not null)
            ? (int)(prompts.File.Bytes / 4 / prompts.Dimension)
            : Labels.Count,
    };

    /// <summary>
    /// Whether every output channel takes part in deciding any mask: where they compete, or are made probabilities of together after
    /// blending.
    /// </summary>
    internal bool NeedsAllChannels() => Kind == ModelKind.ClassSegmenter && (Mask!.Merge == MaskMerge.Argmax
        || (Mask.Activation == MaskActivation.Softmax && Window?.Blend == WindowBlend.Logit));

    /// <summary>The same beside files in a folder.</summary>
    internal ModelManifest In(string folder) => this with { Folder = folder };

    /// <summary>The class, channel or row of the label at a position of the list.</summary>
    public int IndexOf(int label) => Labels[label].Index ?? label;

    /// <summary>The manifest as it is stored: indented UTF-8 JSON with a final line end.</summary>
    public byte[] ToJson() => [.. JsonSerializer.SerializeToUtf8Bytes(this, ManifestJson.Options), (byte)'\n'];

    /// <summary>Where a file of this model lies.</summary>
    public string PathOf(ModelFile file) => Path.Combine(Folder, file.Path);

    private void CheckFile(ModelFile file)
    {
        var path = PathOf(file);
        if (!File.Exists(path))
        {
            throw new ModelException("file-missing", $"model {Id} names the file {file.Path}, which is not beside its manifest");
        }

        var (length, digest) = Measure(path);
        if (length != file.Bytes || digest != file.Sha256)
        {
            throw new ModelException(
                "digest-mismatch",
                $"{path} has {length} bytes and SHA-256 {digest}, but the manifest says {file.Bytes} bytes and {file.Sha256}");
        }
    }

    private static (long Length, string Digest) Measure(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return (stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelException("file-unreadable", $"{path} cannot be read: {error.Message}", error);
        }
    }
}

/// <summary>What a model gives, and of which images.</summary>
public enum ModelKind
{
    /// <summary>Boxes on radiographs: the DETR family, YOLO, and graphs that decode themselves.</summary>
    Detector,

    /// <summary>One independent mask per prompt on volumes, as SAT and VoxTell have it.</summary>
    PromptSegmenter,

    /// <summary>One mask per class, on volumes (nnU-Net, TotalSegmentator) or on radiographs (PSPNet, CXAS).</summary>
    ClassSegmenter,
}

/// <summary>
/// A file that belongs to a model: a path relative to the manifest's folder, its length and the SHA-256 of its bytes (64 lower-case hex
/// digits).
/// </summary>
public sealed record ModelFile(string Path, long Bytes, string Sha256);

/// <summary>
/// What a class or prompt of a model stands for. Name is the model's own; Target is the taxonomy id without a side.
/// </summary>
/// <param name="ScoreThreshold">0..1; wins over the general one.</param>
/// <param name="Index">
/// The class index of a detector, the output channel of a class segmenter, the row of the prompt table; null where it is the
/// label's position in the list. Classes without a label are never reported.
/// </param>
public sealed record ModelLabel(string Name, string Target, Side Side = Side.None, double? ScoreThreshold = null, int? Index = null);

/// <summary>
/// Embeddings that stand for the labels: a float32 little-endian matrix [labels, Dimension], row i for label i.
/// </summary>
/// <param name="Encoder">What made the embeddings, with its revision.</param>
public sealed record PromptTable(ModelFile File, int Dimension, int MaxPromptsPerCall, string Encoder);

/// <summary>Where the weights come from and what was measured. Metrics are flat, such as <c>dice/left lung</c>.</summary>
public sealed record ModelProvenance(
    string TrainedOn,
    string? Command = null,
    int? Seed = null,
    int? Steps = null,
    IReadOnlyDictionary<string, double>? Metrics = null);
