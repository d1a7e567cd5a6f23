using VividMed.Shards;

namespace VividMed.Training.VisionLanguage;

/// <summary>A version with its manifest.</summary>
internal sealed record LoadedVersion(IBlobStore Store, DatasetManifest Manifest);
