using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.VisionLanguage.Checkpoints;

/// <summary>A trained model that another training goes on from: its size, what it speaks of, and its last weights.</summary>
internal sealed record StartingPoint(NetworkOptions Network, ModelLanguage Language, byte[] Weights)
{
    /// <summary>From which odds on its findings count as there: where a training goes on from it they stay about right.</summary>
    public PresenceScale? Presence { get; init; }

    /// <exception cref="TrainingException"><c>model-missing</c>, or the code of a file that is no model's.</exception>
    public static async Task<StartingPoint> ReadAsync(ModelSource model, CancellationToken cancellationToken)
    {
        var folder = new ModelFolder(model.Store, model.Prefix);
        var weights = await folder.ReadLastWeightsAsync(cancellationToken);
        var language = await folder.ReadLanguageAsync(cancellationToken)
            ?? throw new TrainingException("model-missing", $"{model.Prefix}/targets.json is not in {model.Store.DisplayName}.");
        return new StartingPoint(await folder.ReadNetworkAsync(cancellationToken), language, weights) { Presence = await folder.ReadPresenceAsync(cancellationToken) };
    }
}
