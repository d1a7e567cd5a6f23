using VividMed.Taxonomy;

namespace VividMed.Dashboard.Samples;

/// <summary>A sample as a list shows it.</summary>
/// <param name="Bucket">Where its bucket stands in the version's manifest.</param>
/// <param name="Conflict">Text and image speak against each other, or what was found cannot be such a finding.</param>
public sealed record SampleEntry(string Id, string Split, Modality Modality, int Bucket, int Phrases, int Grounded, bool Conflict);
