using VividMed.Dashboard.Samples;
using VividMed.Storage.Stores;
using VividMed.Training.VisionLanguage.Checkpoints;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Requests;

namespace VividMed.Dashboard.Training;

/// <summary>The trainings of a dataset's store: how far each is, and a new one on a version, by the orchestration that a run trains with.</summary>
public sealed class TrainingDesk(DurableTaskClient client)
{
    /// <summary>Longer names would not fit where instance ids are kept.</summary>
    public const int LongestName = 60;

    /// <summary>Small letters, digits and dashes, so that it can be a folder and an instance's id anywhere.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name[0] != '-' && name.All(static letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    /// <summary>Every model of the store, with what its training says of itself.</summary>
    /// <exception cref="TrainingException"><c>bad-model-file</c>.</exception>
    public async Task<IReadOnlyList<ModelState>> ListAsync(IBlobStore store, string run, CancellationToken cancellationToken)
    {
        var names = await ModelHistory.ListAsync(store, cancellationToken);
        // Before its first step a training has left nothing in the store.
        return await Task.WhenAll(names.Append(run).Distinct().Order(StringComparer.Ordinal).Select(name => ReadAsync(store, name, cancellationToken)));
    }

    /// <summary>Starts the three stages and the evaluation on a version.</summary>
    /// <exception cref="TrainingException"><c>bad-name</c> or <c>name-taken</c>.</exception>
    public async Task StartAsync(VersionPlace place, string name, TrainingRequest training, CancellationToken cancellationToken)
    {
        if (!IsName(name)) throw new TrainingException("bad-name", $"A model's name has small letters, digits and dashes, at most {LongestName}.");
        var taken = (await ModelHistory.ListAsync(place.Store, cancellationToken)).Contains(name)
            || await client.GetInstanceAsync(RunIds.Training(name), getInputsAndOutputs: false, cancellationToken) is not null;
        if (taken) throw new TrainingException("name-taken", $"There is a model {name} already: choose another name.");
        var job = new TrainingJob(name, [new VersionReference(place.Address, Shards.Versions.DatasetLayout.Version(place.Version))], place.Address, training);
        await client.ScheduleNewOrchestrationInstanceAsync(
            nameof(TrainOnVersions), job, new StartOrchestrationOptions(RunIds.Training(name)), cancellationToken);
    }

    private async Task<ModelState> ReadAsync(IBlobStore store, string name, CancellationToken cancellationToken)
    {
        var instance = await client.GetInstanceAsync(RunIds.Training(name), getInputsAndOutputs: true, cancellationToken);
        return new ModelState(
            name,
            instance?.RuntimeStatus,
            instance is null || instance.IsCompleted ? null : instance.ReadCustomStatusAs<string>(),
            await ModelHistory.ReadAsync(store, name, cancellationToken),
            await ModelFigures.ReadAsync(store, name, cancellationToken))
        {
            Plan = await ModelHistory.ReadPlanAsync(store, name, cancellationToken),
        };
    }
}

/// <summary>A model and its training.</summary>
/// <param name="Status">Of the orchestration; null where the hub has none of it any more.</param>
/// <param name="Doing">Such as <c>training stage 2</c>; null where nothing is done.</param>
public sealed record ModelState(
    string Name, OrchestrationRuntimeStatus? Status, string? Doing, IReadOnlyList<StageHistory> Stages, ModelFigures? Figures)
{
    /// <summary>What its training set out to do; null before it begins.</summary>
    public TrainingPlan? Plan { get; init; }

    /// <summary>Whether there is anything to tell.</summary>
    public bool Exists => Status is not null || Stages.Count > 0 || Figures is not null || Plan is not null;
}
