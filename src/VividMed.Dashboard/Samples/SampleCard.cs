namespace VividMed.Dashboard;

/// <summary>A sample in the gallery.</summary>
public sealed record SampleCard(string Id, string Split, int Phrases, int Grounded);
