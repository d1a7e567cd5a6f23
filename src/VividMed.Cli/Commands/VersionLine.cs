using System.Text.Json.Serialization;
using VividMed.Cli.Running;
using VividMed.Inference.Drafting;
using VividMed.Shards.Collection;
using VividMed.Shards.Verification;
using VividMed.Shards.Versions;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Cli.Commands;

/// <summary>A version in a list.</summary>
internal sealed record VersionLine(int Version, int? Parent, DatasetCounts Counts, VersionChanges Changes, string Recipe, string Run);

/// <summary>A version that was read again, or held against its sources.</summary>
internal sealed record VerifiedVersion(
    int Version,
    bool IsSound,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] VerificationReport? Report = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SourceReport? Sources = null);

/// <summary>What a collection deleted, or would.</summary>
internal sealed record CollectedFiles(bool DryRun, int? Keep, int Files, long Bytes, int Spared, IReadOnlyList<CollectedKind> Kinds, IReadOnlyList<string> Names);

/// <summary>What a training on versions left.</summary>
internal sealed record TrainedFolder(string Folder, long Parameters, long TrainingStudies, EvaluationReport Before, EvaluationReport After, TrainingPlan Plan);

/// <summary>What a model sees in one image.</summary>
internal sealed record TriedModel(string Picture, IReadOnlyList<SeenRegion> Seen);

/// <summary>A manifest that was drafted, and why it says what it says.</summary>
internal sealed record DraftedManifest(string Manifest, IReadOnlyList<DraftEvidence> Evidence);

/// <summary>A trained model's answers about an image.</summary>
/// <param name="Located">With localizers: of the finding that is asked for and of each name who says where it lies.</param>
internal sealed record AnsweredQuestion(string? Question, string? Answer, IReadOnlyList<SeenName> Seen, IReadOnlyList<LocatedRecord> Located, string Notice);

/// <summary>How likely a name is seen, and where.</summary>
internal sealed record SeenName(string Name, double Share, IReadOnlyList<BoxRecord> Boxes);
