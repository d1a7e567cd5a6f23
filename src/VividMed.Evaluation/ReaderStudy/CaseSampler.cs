using VividMed.Datasets;
using VividMed.Grounding;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.ReaderStudy;

/// <summary>
/// Draws the cases of a study in one pass over a version, one of a patient: studies whose report states a finding that has a region. Kinds
/// of errors are shared out evenly, the kind with the fewest places first; what has no error is drawn from all that is left. Memory is
/// bounded by the number of cases.
/// </summary>
public sealed class CaseSampler
{
    private const int Spare = 4;

    private readonly ReadingPlan _plan;
    private readonly Dictionary<PlantedErrorKind, Pool> _byKind = Enum.GetValues<PlantedErrorKind>().ToDictionary(static kind => kind, static _ => new Pool());
    private readonly Pool _all = new();

    /// <exception cref="DatasetException"><c>bad-study-plan</c>.</exception>
    public CaseSampler(ReadingPlan plan)
    {
        if (plan.FindProblem() is { } problem) throw new DatasetException("bad-study-plan", problem);
        _plan = plan;
    }

    /// <summary>Looks at one sample.</summary>
    public void Add(Sample sample)
    {
        if (!sample.Phrases.Any(static phrase => phrase is { Kind: FindingKind.Abnormality, Polarity: Polarity.Present, Regions.Count: > 0 })) return;
        var rank = SeededDraws.Rank(_plan.Seed, "case " + sample.Study);
        _all.Add(rank, sample, _plan.Cases * Spare);
        foreach (var (kind, pool) in _byKind)
        {
            if (ErrorPlanter.Places(sample, kind).Any()) pool.Add(rank, sample, _plan.Cases * Spare);
        }
    }

    /// <summary>The cases, in an order that tells nothing, and what is planted in each.</summary>
    /// <exception cref="DatasetException"><c>too-few-cases</c>: the version does not have so many, or none that an error could be planted in.</exception>
    public IReadOnlyList<ReadingCase> Draw()
    {
        var (taken, patients) = (new List<(Sample Sample, PlantedErrorKind? Kind)>(), new HashSet<string>(StringComparer.Ordinal));
        var faulty = (int)Math.Round(_plan.Cases * _plan.Faulty, MidpointRounding.AwayFromZero);
        var kinds = _byKind.OrderBy(static kind => kind.Value.Count).Select(static kind => kind.Key).ToList();
        while (taken.Count < faulty)
        {
            var before = taken.Count;
            foreach (var kind in kinds)
            {
                if (taken.Count < faulty && _byKind[kind].Next(patients) is { } sample) taken.Add((sample, kind));
            }

            if (taken.Count == before) throw TooFew($"{before} of {faulty} drafts can be given an error");
        }

        while (taken.Count < _plan.Cases)
        {
            taken.Add((_all.Next(patients) ?? throw TooFew($"{taken.Count} of {_plan.Cases} patients have a study with a finding and its region"), null));
        }

        var order = taken.OrderBy(own => SeededDraws.Rank(_plan.Seed, "order " + own.Sample.Study)).ToList();
        return [.. order.Select((own, at) => CaseOf($"c{at + 1:D3}", own.Sample, own.Kind))];
    }

    private ReadingCase CaseOf(string name, Sample sample, PlantedErrorKind? kind)
    {
        var errors = new List<PlantableError>();
        if (kind is { } first)
        {
            var random = SeededDraws.Of(_plan.Seed, "errors " + sample.Study);
            var most = random.Next(_plan.ErrorsPerCase) + 1;
            var others = Enum.GetValues<PlantedErrorKind>().Where(other => other != first).ToArray();
            random.Shuffle(others);
            foreach (var next in others.Prepend(first))
            {
                if (errors.Count == most) break;
                var places = ErrorPlanter.Places(sample, next).Where(place => !errors.Exists(place.Meets)).ToList();
                if (places.Count > 0) errors.Add(places[random.Next(places.Count)]);
            }
        }

        return new ReadingCase(name, sample, ReadingDraft.Of(name, sample.Report.Text, errors));
    }

    private static DatasetException TooFew(string what) =>
        new("too-few-cases", $"the version is too small for the study: {what}; ask for fewer cases, a smaller share with errors, or another version or split");

    /// <summary>The samples of the lowest ranks.</summary>
    private sealed class Pool
    {
        private readonly SortedSet<(ulong Rank, string Study, Sample Sample)> _lowest = new(
            Comparer<(ulong Rank, string Study, Sample Sample)>.Create(static (a, b) => a.Rank != b.Rank ? a.Rank.CompareTo(b.Rank) : string.CompareOrdinal(a.Study, b.Study)));

        public long Count { get; private set; }

        public void Add(ulong rank, Sample sample, int most)
        {
            Count++;
            _lowest.Add((rank, sample.Study, sample));
            if (_lowest.Count > most) _lowest.Remove(_lowest.Max);
        }

        /// <summary>The first of a patient that was not drawn yet.</summary>
        public Sample? Next(HashSet<string> patients)
        {
            while (_lowest.Count > 0)
            {
                var next = _lowest.Min;
                _lowest.Remove(next);
                if (patients.Add(next.Sample.Patient)) return next.Sample;
            }

            return null;
        }
    }
}

/// <summary>A case: its sample, and the draft that readers are given.</summary>
/// <param name="Name">Tells nothing of the study.</param>
public sealed record ReadingCase(string Name, Sample Sample, ReadingDraft Draft);
