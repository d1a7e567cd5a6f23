using VividMed.Datasets;
using VividMed.Grounding;

namespace VividMed.Localization;

/// <summary>The writer's part: puts the images' results together to studies again, in their order.</summary>
internal sealed class LocalizedStudies(StudyLocalizer localizer)
{
    private readonly List<SampleImage> _images = [];
    private readonly List<Candidate> _candidates = [];
    private QuarantinedStudy? _failure;

    public List<LocalizedStudy> Done { get; } = [];

    public List<QuarantinedStudy> Quarantined { get; } = [];

    public InferenceCounts Asked { get; private set; } = new();

    public async Task AddAsync(StudyImageTurn turn, CancellationToken cancellationToken)
    {
        using var work = turn.Work;
        _failure ??= turn.Failure;
        if (work is not null)
        {
            // What was found in an image counts even where another image spoils its study: the cache has it for the repair.
            var candidates = await localizer.StoreAsync(turn.Study, turn.Index, work, cancellationToken);
            Asked = Asked.Plus(new InferenceCounts(work.Asked.Answers, work.Asked.CacheHits));
            _images.Add(work.Facts);
            _candidates.AddRange(candidates);
        }

        if (!turn.IsLast) return;
        if (_failure is not null) Quarantined.Add(_failure);
        else Done.Add(new LocalizedStudy(turn.Study.Study.Id, [.. _images], [.. _candidates]));
        _images.Clear();
        _candidates.Clear();
        _failure = null;
    }
}
