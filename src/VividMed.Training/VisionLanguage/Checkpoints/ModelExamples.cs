using System.Text.Json;
using VividMed.Storage.Stores;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.VisionLanguage.Checkpoints;

/// <summary>The few examples that an evaluation leaves beside a model: <c>examples.json</c>.</summary>
public static class ModelExamples
{
    private const string FileName = "examples.json";

    /// <summary>None where the model has not been evaluated.</summary>
    /// <exception cref="TrainingException"><c>bad-model-file</c>.</exception>
    public static async Task<IReadOnlyList<ModelExample>> ReadAsync(IBlobStore store, string model, CancellationToken cancellationToken = default)
    {
        var name = $"{ModelHistory.Folder}{model}/{FileName}";
        if (await store.ReadAllAsync(name, cancellationToken: cancellationToken) is not { } json) return [];
        try
        {
            return JsonSerializer.Deserialize<IReadOnlyList<ModelExample>>(json, ModelFolder.Json) ?? [];
        }
        catch (JsonException malformed)
        {
            throw new TrainingException("bad-model-file", $"{name} in {store.DisplayName} is not what an evaluation wrote.", malformed);
        }
    }

    internal static Task WriteAsync(ModelFolder folder, IReadOnlyList<ModelExample> examples, CancellationToken cancellationToken) =>
        folder.WriteAsync(FileName, JsonSerializer.SerializeToUtf8Bytes(examples, ModelFolder.Json), cancellationToken);
}
