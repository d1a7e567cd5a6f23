using VividMed.Imaging.Fingerprints;

namespace VividMed.Shards.Duplicates;

/// <summary>
/// The near-duplicates of a version. Every group is within one study, within one patient or across patients; those across splits are some of
/// these.
/// </summary>
/// <param name="Method">How fingerprints are made.</param>
/// <param name="Threshold">Bits of 256 in which near-duplicates differ at most.</param>
/// <param name="Images">Images that were compared.</param>
/// <param name="Unmeasured">Images that were not: an earlier release has read them, or they show nothing.</param>
/// <param name="Studies">Studies that have an image in a group.</param>
/// <param name="Groups">How many there are.</param>
/// <param name="Listed">The groups that matter most, at most <see cref="MostListed"/>, each with at most <see cref="MostStudies"/> studies.</param>
public sealed record DuplicateReport(
    string Method, int Threshold, long Images, long Unmeasured, long Studies, DuplicateCounts Groups, IReadOnlyList<DuplicateGroup> Listed)
{
    /// <summary>Groups that are listed.</summary>
    public const int MostListed = 1000;

    /// <summary>Studies that a listed group names.</summary>
    public const int MostStudies = 50;

    /// <summary>The report over all that a finder was given; null where nothing was measured.</summary>
    public static DuplicateReport? Of(DuplicateFinder finder)
    {
        if (finder.Images == 0) return null;
        var groups = finder.Find();
        return new(
            Fingerprint.Method,
            Fingerprint.NearDistance,
            finder.Images,
            finder.Unmeasured,
            groups.SelectMany(static group => group.Studies).Distinct(StringComparer.Ordinal).LongCount(),
            DuplicateCounts.Of(groups),
            [.. groups.Take(MostListed).Select(static group => group with { Studies = [.. group.Studies.Take(MostStudies)] })]);
    }
}

/// <summary>How many groups of near-duplicates there are, by where their images are.</summary>
/// <param name="WithinStudy">Images of one study.</param>
/// <param name="WithinPatient">Of several studies of one patient.</param>
/// <param name="AcrossPatients">Of several patients.</param>
/// <param name="AcrossSplits">Of several splits, whoever they are of: what a model is tested on it has been trained on.</param>
public sealed record DuplicateCounts(long WithinStudy, long WithinPatient, long AcrossPatients, long AcrossSplits)
{
    /// <summary>All groups, each once.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long All => WithinStudy + WithinPatient + AcrossPatients;

    internal static DuplicateCounts Of(IReadOnlyList<DuplicateGroup> groups) => new(
        groups.LongCount(static group => group.Studies.Count == 1),
        groups.LongCount(static group => group.Studies.Count > 1 && group.Patients == 1),
        groups.LongCount(static group => group.Patients > 1),
        groups.LongCount(static group => group.Splits.Count > 1));
}
