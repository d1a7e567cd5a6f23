using System.Text.Json;
using VividMed.Storage.Stores;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.VisionLanguage.Checkpoints;

/// <summary>How the training of a store's models went, or goes: read from the small files that it leaves, while it runs too.</summary>
public static class ModelHistory
{
    /// <summary>What all models lie below.</summary>
    public const string Folder = "models/";

    internal const string PlanFile = "plan.json";
    internal const string MetricsFile = "metrics.json";
    internal const string CurveFile = "curve.json";

    /// <summary>The models of which anything was written, in alphabetic order.</summary>
    public static async Task<IReadOnlyList<string>> ListAsync(IBlobStore store, CancellationToken cancellationToken = default)
    {
        var models = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var name in store.ListAsync(Folder, cancellationToken))
        {
            if (name.Split('/') is [_, var model, _, ..]) models.Add(model);
        }

        return [.. models];
    }

    /// <summary>The stages of a model that have begun to show their losses, in rising order.</summary>
    /// <exception cref="TrainingException"><c>bad-model-file</c>: a file is not what a training wrote.</exception>
    public static async Task<IReadOnlyList<StageHistory>> ReadAsync(IBlobStore store, string model, CancellationToken cancellationToken = default)
    {
        var stages = new List<StageHistory>();
        for (var stage = 1; stage <= 3; stage++)
        {
            var folder = $"{Folder}{model}/stage{stage}/";
            if (await ReadAsync<StageReport>(store, folder + MetricsFile, cancellationToken) is { } report)
            {
                stages.Add(new StageHistory(stage, report.Steps, IsFinished: true, report.Curve) { Evaluations = report.Evaluations });
            }
            else if (await ReadAsync<StageCurve>(store, folder + CurveFile, cancellationToken) is { } curve)
            {
                stages.Add(new StageHistory(stage, curve.Steps, IsFinished: false, curve.Curve) { Evaluations = curve.Evaluations });
            }
        }

        return stages;
    }

    /// <summary>What the training that began last set out to do, and about what memory it takes; null of one that has not begun.</summary>
    /// <exception cref="TrainingException"><c>bad-model-file</c>: the file is not what a training wrote.</exception>
    public static Task<TrainingPlan?> ReadPlanAsync(IBlobStore store, string model, CancellationToken cancellationToken = default) =>
        ReadAsync<TrainingPlan>(store, $"{Folder}{model}/{PlanFile}", cancellationToken);

    private static async Task<T?> ReadAsync<T>(IBlobStore store, string name, CancellationToken cancellationToken)
        where T : class
    {
        if (await store.ReadAllAsync(name, cancellationToken: cancellationToken) is not { } json) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(json, ModelFolder.Json);
        }
        catch (JsonException malformed)
        {
            throw new TrainingException("bad-model-file", $"{name} in {store.DisplayName} is not what a training wrote.", malformed);
        }
    }
}

/// <summary>A stage of a model: its losses so far, of so many steps that it does in all.</summary>
public sealed record StageHistory(int Stage, int Steps, bool IsFinished, IReadOnlyList<StepLoss> Curve)
{
    /// <summary>Held-out metrics on the way.</summary>
    public IReadOnlyList<StageEvaluation> Evaluations { get; init; } = [];
}
