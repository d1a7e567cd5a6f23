using VividMed.Grounding;

namespace VividMed.Shards;

/// <summary>A sample as read from a shard, with its encoded images by member name.</summary>
public sealed record StoredSample(Sample Sample, IReadOnlyDictionary<string, byte[]> Images);
