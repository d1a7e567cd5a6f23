using VividMed.Imaging.Fingerprints;

namespace VividMed.Shards.Duplicates;

/// <summary>Finds the images that look alike among the studies that it is given.</summary>
public sealed class DuplicateFinder
{
    private readonly List<Fingerprint> _fingerprints = [];
    private readonly List<int> _studies = [];
    private readonly List<(string Split, StudyFingerprints Study)> _known = [];

    /// <summary>Images with a fingerprint.</summary>
    public long Images => _fingerprints.Count;

    /// <summary>Images without one: they show nothing, or an earlier release has read them.</summary>
    public long Unmeasured { get; private set; }

    /// <summary>Takes a study. Its images count as unmeasured where their fingerprints were made by another method.</summary>
    public void Add(string split, string method, StudyFingerprints study)
    {
        var comparable = method == Fingerprint.Method;
        foreach (var image in study.Images)
        {
            if (comparable && image is { } fingerprint)
            {
                _fingerprints.Add(fingerprint);
                _studies.Add(_known.Count);
            }
            else Unmeasured++;
        }

        _known.Add((split, study));
    }

    /// <summary>Counts images that nobody took a fingerprint of.</summary>
    public void AddUnmeasured(long images) => Unmeasured += images;

    /// <summary>The groups of two images or more, those that matter most first: across splits, then across patients.</summary>
    public IReadOnlyList<DuplicateGroup> Find() =>
    [
        .. NearDuplicates.Group(_fingerprints)
            .Select(static (group, image) => (group, image))
            .GroupBy(static image => image.group, image => _known[_studies[image.image]])
            .Where(static group => group.Skip(1).Any())
            .Select(static group => Describe([.. group]))
            .OrderByDescending(static group => group.Splits.Count > 1)
            .ThenByDescending(static group => group.Patients)
            .ThenByDescending(static group => group.Studies.Count)
            .ThenBy(static group => group.Studies[0], StringComparer.Ordinal)
            .ThenBy(static group => string.Join(' ', group.Studies), StringComparer.Ordinal),
    ];

    private static DuplicateGroup Describe((string Split, StudyFingerprints Study)[] images) => new(
        images.Length,
        images.Select(static image => image.Study.Patient).Distinct(StringComparer.Ordinal).Count(),
        [.. images.Select(static image => image.Split).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        [.. images.Select(static image => image.Study.Study).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
}

/// <summary>Images that look alike: how many, of how many patients, in which splits, and of which studies.</summary>
public sealed record DuplicateGroup(int Images, int Patients, IReadOnlyList<string> Splits, IReadOnlyList<string> Studies);
