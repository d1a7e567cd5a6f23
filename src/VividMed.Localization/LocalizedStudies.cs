using VividMed.Datasets;
using VividMed.Datasets.Index;
using VividMed.Grounding;
using VividMed.Imaging.Fingerprints;
using VividMed.Shards.Archives;
using VividMed.Shards.Buckets;

namespace VividMed.Localization;

/// <summary>The writer's part: puts the images' results together to studies again, in their order.</summary>
/// <param name="pictures">Takes the pictures of the studies that come through; null where they lie there already.</param>
internal sealed class LocalizedStudies(StudyLocalizer localizer, PictureWriter? pictures)
{
    private static readonly Dictionary<string, int> NoFiles = [];

    private readonly List<SampleImage> _images = [];
    private readonly List<Fingerprint?> _fingerprints = [];
    private readonly SortedDictionary<string, int> _leftOut = new(StringComparer.Ordinal);
    private readonly List<byte[]> _pictures = [];
    private readonly List<Candidate> _candidates = [];
    private QuarantinedStudy? _failure;

    public List<LocalizedStudy> Done { get; } = [];

    public List<QuarantinedStudy> Quarantined { get; } = [];

    public InferenceCounts Asked { get; private set; } = new();

    /// <summary>SHA-256 by path of every file that was read or known.</summary>
    public Dictionary<string, string> Digests { get; } = new(StringComparer.Ordinal);

    /// <summary>Files that were read and may be known by their times from now on.</summary>
    public List<SourceEntry> Read { get; } = [];

    public async Task AddAsync(StudyImageTurn turn, CancellationToken cancellationToken)
    {
        using var work = turn.Work;
        _failure ??= turn.Failure;
        if (turn.Read is { Sha256: { } sha256 } read)
        {
            Digests[turn.Image.Path] = sha256;
            if (read.Settled) Read.Add(new SourceEntry(turn.Image.Path, turn.Image.Bytes, turn.Image.Stamp, sha256));
        }

        if (work is not null)
        {
            // What was found in an image counts even where another image spoils its study: the cache has it for the repair.
            var candidates = await localizer.StoreAsync(turn.Study, turn.Index, work, cancellationToken);
            Asked = Asked.Plus(new InferenceCounts(work.Asked.Answers, work.Asked.CacheHits));
            _images.Add(work.Facts);
            _fingerprints.Add(work.Fingerprint);
            foreach (var (reason, files) in work.LeftOut ?? NoFiles) _leftOut[reason] = _leftOut.GetValueOrDefault(reason) + files;
            if (work.Picture is { } picture) _pictures.Add(picture);
            _candidates.AddRange(candidates);
        }

        if (!turn.IsLast) return;
        if (_failure is not null) Quarantined.Add(_failure);
        else await FinishAsync(turn.Study, cancellationToken);
        _images.Clear();
        _fingerprints.Clear();
        _leftOut.Clear();
        _pictures.Clear();
        _candidates.Clear();
        _failure = null;
    }

    private async Task FinishAsync(TaggedStudy study, CancellationToken cancellationToken)
    {
        var done = new LocalizedStudy(study.Study.Id, [.. _images], [.. _candidates])
        {
            Fingerprints = [.. _fingerprints],
            LeftOut = _leftOut.Count == 0 ? null : new Dictionary<string, int>(_leftOut, StringComparer.Ordinal),
        };
        if (pictures is not null)
        {
            await pictures.AddAsync(
                PictureShelf.ContentOf(study.Study, done.Images),
                [.. done.Images.Zip(_pictures, static (facts, picture) => ShardImage.From(facts.Member, picture))],
                cancellationToken);
        }

        Done.Add(done);
    }
}
