using System.Globalization;
using System.Text.Json;
using VividMed.Storage.Stores;
using VividMed.Training.VisionLanguage.Checkpoints;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Dashboard.Training;

/// <summary>The figures of a model's evaluation by their names, whatever an evaluation measures.</summary>
public sealed class ModelFigures
{
    /// <summary>More than a table shows: an evaluation may list each example.</summary>
    private const int Most = 400;

    private ModelFigures(IReadOnlyList<(string Name, string Value)> all) => All = all;

    /// <summary>In the order of the file; parts of a figure stand behind a dot.</summary>
    public IReadOnlyList<(string Name, string Value)> All { get; }

    /// <summary>Null where the model has not been evaluated.</summary>
    /// <exception cref="TrainingException"><c>bad-model-file</c>.</exception>
    public static async Task<ModelFigures?> ReadAsync(IBlobStore store, string model, CancellationToken cancellationToken)
    {
        var name = $"{ModelHistory.Folder}{model}/evaluation.json";
        if (await store.ReadAllAsync(name, cancellationToken: cancellationToken) is not { } json) return null;
        try
        {
            using var document = JsonDocument.Parse(json);
            var figures = new List<(string Name, string Value)>();
            Add(figures, "", document.RootElement);
            return new ModelFigures(figures);
        }
        catch (JsonException malformed)
        {
            throw new TrainingException("bad-model-file", $"{name} in {store.DisplayName} is not what an evaluation wrote.", malformed);
        }
    }

    private static void Add(List<(string Name, string Value)> figures, string name, JsonElement value)
    {
        if (figures.Count >= Most) return;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var part in value.EnumerateObject()) Add(figures, name.Length == 0 ? part.Name : $"{name}.{part.Name}", part.Value);
                break;
            case JsonValueKind.Number:
                figures.Add((name, value.GetDouble().ToString("0.####", CultureInfo.InvariantCulture)));
                break;
            case JsonValueKind.String or JsonValueKind.True or JsonValueKind.False:
                figures.Add((name, value.ToString()));
                break;
        }
    }
}
