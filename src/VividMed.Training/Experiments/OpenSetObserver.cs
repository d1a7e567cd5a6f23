using VividMed.Training.Experiments.Designs;
using VividMed.Training.Experiments.Plans;
using VividMed.Training.Experiments.Results;
using VividMed.Training.Torch;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Evaluators;
using VividMed.Training.VisionLanguage.Losses;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;
using static TorchSharp.torch;

namespace VividMed.Training.Experiments;

/// <summary>
/// Asks a network for names one by one, lets it call a localizer that answers with what the shards hold, and once more one that fails in a share of the calls.
/// </summary>
internal sealed class OpenSetObserver(ExperimentData data, ExperimentPlan plan, StudyQuestions questions, OpenSetWords words, ExperimentOptions options)
{
    private const int StudiesAtOnce = 8;

    /// <summary>Two places that overlap less are two.</summary>
    private const double Same = 0.3;

    private readonly NamedSheet _sheet = new(questions, plan.Called, words);

    public IReadOnlyList<StudyResult> Observe(VividMedNetwork network, ExperimentArm arm, int seed, CancellationToken cancellationToken)
    {
        using var quiet = no_grad();
        var probe = new TargetProbe(network, data.Language.Vocabulary, options.Network.MaxTokens);
        var decoder = arm.CallShare > 0 ? new CallingDecoder(network, data.Language.Vocabulary, options.Network.MaxTokens) : null;
        var results = new List<StudyResult>();
        var studies = data.HeldOut.Zip(data.HeldOutAsStored, (study, stored) => new AskedStudy(study, _sheet.Of(study, stored)));
        foreach (var part in studies.GroupBy(static one => one.Study.Grid).SelectMany(static group => group.Chunk(StudiesAtOnce)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var section = TorchSection.Enter(options.Threads);
            using var scope = NewDisposeScope();
            var image = network.Encoder.call(PreparedImage.ToTensor([.. part.Select(static one => one.Study.Image)], part[0].Study.Grid));
            results.AddRange(Observe(image, part, probe, decoder, seed));
        }

        return results;
    }

    private IEnumerable<StudyResult> Observe(ImageFeatures image, AskedStudy[] part, TargetProbe probe, CallingDecoder? decoder, int seed)
    {
        var asked = part.SelectMany(static (one, row) => one.Asks.Select((ask, at) => (Row: row, At: at, Ask: ask))).ToList();
        var names = asked.ConvertAll(static one => (one.Row, one.Ask.Name));
        var own = probe.Ask(image, names);
        var first = decoder?.Ask(image, names);
        var called = asked.Index().Where(one => first?[one.Index].Called is not null).Select(static one => one.Index).ToList();
        var failures = asked.ConvertAll(one => Failure(part[one.Row].Study, one.At, seed));
        var failing = called.Where(at => failures[at] is not null).ToList();
        // What is said of a place that was found is not measured, the place is; what is said after a failure is.
        var said = failing.Zip(decoder?.GoOn(image, failing.ConvertAll(at => (first![at], false, failures[at]))) ?? []).ToDictionary();
        var named = asked.Select((one, at) => Judge(one.Ask, own[at].Found, first?[at].Called, failures[at], said.GetValueOrDefault(at))).ToList();
        return part.Select((one, row) => new StudyResult(one.Study.Sample.Patient, one.Study.Sample.Modality)
        {
            Named = [.. named.Where((_, at) => asked[at].Row == row)],
        });
    }

    /// <summary>Why a call fails, if it is drawn to.</summary>
    private LocalizerFailure? Failure(TrainingStudy study, int at, int seed)
    {
        var random = new SeededRandom(seed, at, study.Sample.Id.Aggregate(17L, static (sum, letter) => (31 * sum) + letter), 0xFA);
        return random.NextDouble() < (options.FailedCalls ?? OpenSetDefaults.FailedCalls) ? LocalizerFailure.All[random.Next(LocalizerFailure.All.Count)] : null;
    }

    private static NamedResult Judge(NamedAsk ask, PhraseBoxes own, string? called, LocalizerFailure? failure, string? said)
    {
        var heads = own.Boxes.Where(static box => box.IsSure).ToList();
        var localizer = ask.Found.Take(PlaceDecoding.MostInstances).Select(static region => new PlacedBox(region.Box, 1)).ToList();
        var place = PlaceOf(ask, called is null ? heads : localizer);
        var call = called is null ? null : new CallResult(called.Equals(ask.Name, StringComparison.OrdinalIgnoreCase), Conflict(heads, localizer), OwnIsNearer(ask, heads, localizer));
        return new NamedResult(ask.Target, ask.IsUnseen, ask.IsOtherWord, ask.Truth.Count > 0, call, place)
        {
            WhenFailed = failure is null ? null : called is null ? place : PlaceOf(ask, []) with { SaysReason = said == CallWords.AnswerOf(isFound: false, failure) },
        };
    }

    private static NamedPlace PlaceOf(NamedAsk ask, IReadOnlyList<PlacedBox> boxes) =>
        new([.. RegionAssignment.Of(boxes, ask.Truth).Select(static assigned => assigned?.Overlap ?? 0)], boxes.Count > 0, SaysReason: false);

    private static bool? Conflict(List<PlacedBox> heads, List<PlacedBox> localizer) =>
        heads.Count == 0 || localizer.Count == 0 ? null : !localizer.Exists(box => BoxMath.IoU(box.Box, heads[0].Box) >= Same);

    private static bool? OwnIsNearer(NamedAsk ask, List<PlacedBox> heads, List<PlacedBox> localizer) =>
        Conflict(heads, localizer) != true || ask.Truth.Count == 0 ? null : Nearest(ask, heads) > Nearest(ask, localizer);

    private static double Nearest(NamedAsk ask, List<PlacedBox> boxes) => boxes.Max(box => ask.Truth.Max(region => BoxMath.IoU(box.Box, region.Box)));

    private sealed record AskedStudy(TrainingStudy Study, IReadOnlyList<NamedAsk> Asks);
}
