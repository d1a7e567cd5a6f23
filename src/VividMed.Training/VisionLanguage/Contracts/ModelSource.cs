using VividMed.Storage.Stores;

namespace VividMed.Training.VisionLanguage.Contracts;

/// <summary>A trained model: its store and where its blobs begin, such as <c>models/run-1</c>.</summary>
public sealed record ModelSource(IBlobStore Store, string Prefix);
