using VividMed.Grounding;

namespace VividMed.Shards;

/// <summary>A sample and its encoded images, in the order of its record.</summary>
public sealed record ShardItem(Sample Sample, IReadOnlyList<ShardImage> Images);
