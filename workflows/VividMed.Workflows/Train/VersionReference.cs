namespace VividMed.Workflows;

/// <summary>A committed dataset version: the store and the folder of its manifest, such as <c>versions/0001</c>.</summary>
public sealed record VersionReference(string Store, string Version);
