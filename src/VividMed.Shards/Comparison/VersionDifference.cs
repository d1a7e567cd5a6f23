using VividMed.Datasets;

namespace VividMed.Shards.Comparison;

/// <summary>
/// What differs between the samples of two versions, and why; lists in the order of the ids. A sample of both has changed where its record
/// differs in anything but its provenance.
/// </summary>
/// <param name="Recipe">The parts of the recipe that differ, by name; of versions of two layouts <c>layout</c> alone.</param>
/// <param name="Unchanged">How many samples are in both and the same.</param>
/// <param name="Entered">Studies that the later version has in quarantine and the earlier has not. Layout 1 kept none in its versions.</param>
/// <param name="Left">Studies that the earlier version had in quarantine and the later has not.</param>
public sealed record VersionDifference(
    int From,
    int To,
    IReadOnlyList<string> Recipe,
    long Unchanged,
    IReadOnlyList<SampleChange> Added,
    IReadOnlyList<SampleChange> Removed,
    IReadOnlyList<SampleChange> Changed,
    IReadOnlyList<QuarantinedStudy> Entered,
    IReadOnlyList<QuarantinedStudy> Left);

/// <summary>A sample that differs.</summary>
/// <param name="Split">Where it is now; of a removed one, where it was.</param>
/// <param name="Why">
/// Added: <c>new</c>, <c>left-quarantine</c>, <c>was-excluded</c>. Removed: <c>gone</c>, or <c>quarantined</c> or <c>excluded</c> and the
/// reason's code. Changed: <c>input</c> (the study as its sources have it), <c>replayed</c>, <c>reviewed</c> (its verdicts differ), and the parts of the recipe that differ;
/// <c>bucket</c> where only other studies of its bucket did, whose questions are balanced together; <c>unknown</c> where nothing tells.
/// </param>
public sealed record SampleChange(string Sample, string Split, IReadOnlyList<string> Why);
