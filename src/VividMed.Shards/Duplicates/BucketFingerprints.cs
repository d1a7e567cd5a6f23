using VividMed.Imaging.Fingerprints;

namespace VividMed.Shards.Duplicates;

/// <summary>What the images of a bucket's studies look like. Says how they were made: those of two methods are never compared.</summary>
/// <param name="Studies">All that were localized, in the order of their ids, whatever became of them then.</param>
public sealed record BucketFingerprints(string Method, IReadOnlyList<StudyFingerprints> Studies);

/// <summary>What a study's images look like, in their order; null for one that shows nothing.</summary>
public sealed record StudyFingerprints(string Study, string Patient, IReadOnlyList<Fingerprint?> Images);
