using VividMed.Shards;

namespace VividMed.Training.VisionLanguage;

/// <summary>A committed dataset version to train or measure on: its store and its folder, such as <c>versions/0001</c>.</summary>
public sealed record VersionSource(IBlobStore Store, string Prefix);
