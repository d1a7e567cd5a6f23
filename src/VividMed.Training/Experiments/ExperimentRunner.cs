using VividMed.Storage.Stores;
using VividMed.Training.Experiments.Designs;
using VividMed.Training.Experiments.Plans;
using VividMed.Training.Experiments.Results;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Evaluators;

namespace VividMed.Training.Experiments;

/// <summary>
/// Runs an experiment: each arm is trained with each seed and measured on the held-out studies, a cell a file; then arms are compared. Run again,
/// cells that are there are not trained again, and one that was cut short goes on from its checkpoint.
/// </summary>
public sealed class ExperimentRunner(TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <exception cref="TrainingException">
    /// There is nothing to learn from or to measure on, the experiment needs what the data do not have, or the outputs hold cells of another experiment.
    /// </exception>
    public async Task<ExperimentReport> RunAsync(ExperimentRequest request, IProgress<ExperimentProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var options = request.Options;
        var data = await ExperimentData.LoadAsync(request.Sources, request.Truth, options, calls: request.Kind == ExperimentKind.OpenSet, cancellationToken);
        var plan = ExperimentPlans.Of(request.Kind, data, options);
        var words = OpenSetWords.Of(request.Taxonomy, plan.Called);
        if (plan.Called.Count > 0) data = data with { Language = data.Language.WithNames(words.Taught).Calling(plan.Called) };
        var questions = new StudyQuestions(request.Taxonomy, data.Language.Targets);
        var labeler = new ReportLabeler(request.Taxonomy, request.Language);
        var observer = new CellObserver(data, labeler, options);
        var named = new OpenSetObserver(data, plan, questions, words, options);
        var trainer = new CellTrainer(data, plan, options, request.Outputs, _time);
        var cells = new List<CellResult>();
        // Seeds first: whoever looks in early has every arm, with fewer seeds.
        var wanted = Enumerable.Range(options.Seed, options.Seeds).SelectMany(seed => plan.Arms.Select(arm => (Arm: arm, Seed: seed))).ToList();
        var pace = new ExperimentPace(_time, wanted.Count, options.Steps);
        foreach (var (at, (arm, seed)) in wanted.Index())
        {
            var digest = trainer.DigestOf(arm, seed);
            var name = $"cells/{arm.Slug}-seed{seed}.json";
            if (await request.Outputs.ReadAllAsync(name, cancellationToken: cancellationToken) is { } stored)
            {
                var known = CellResult.Parse(stored, name);
                if (known.Digest != digest) throw new TrainingException("experiment-mismatch", $"{name} is of other data or options: give the experiment a folder of its own, or delete the cell.");
                cells.Add(known);
                pace.Skip();
                continue;
            }

            var begun = _time.GetTimestamp();
            using var trained = await trainer.TrainAsync(arm, seed, pace.Of(at, arm.Name, seed, progress), cancellationToken);
            var studies = plan.Called.Count > 0 ? named.Observe(trained.Network, arm, seed, cancellationToken) : observer.Observe(trained.Network, arm, cancellationToken);
            pace.Finish();
            var cell = new CellResult(
                CellResult.SchemaVersion, digest, arm.Name, seed, trained.Steps, trained.Tokens, trained.Studies.Count, Examples(trained), _time.GetElapsedTime(begun).TotalMinutes, studies);
            await request.Outputs.WriteAsync(name, cell.ToBytes(), cancellationToken: cancellationToken);
            await trainer.ForgetAsync(arm, seed, cancellationToken);
            cells.Add(cell);
        }

        return new ExperimentReporter(plan, data, options, questions).Report(request.Kind, cells, plan.Called.Count > 0 ? [] : observer.ObserveUnseen());
    }

    private static Dictionary<string, int> Examples(TrainedCell trained) => trained.Studies
        .SelectMany(static study => StatedFindings.Present(study.Sample))
        .CountBy(static target => target, StringComparer.Ordinal)
        .OrderBy(static count => count.Key, StringComparer.Ordinal)
        .ToDictionary(StringComparer.Ordinal);
}
