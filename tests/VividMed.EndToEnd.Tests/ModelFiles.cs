using System.Text.Json;

namespace VividMed.EndToEnd.Tests;

/// <summary>What trainings leave in a store while they run and when a stage is done; that they do is shown where trainings are tested.</summary>
internal static class ModelFiles
{
    /// <summary>One model whose second stage is under way, and another whose first one is done.</summary>
    public static async Task WriteAsync(string store, params IReadOnlyList<object> examples)
    {
        await WriteAsync(store, "mini/stage1/metrics.json", Stage(1, 40, slower: 1));
        await WriteAsync(store, "mini/stage2/curve.json", new { stage = 2, steps = 80, curve = Losses(20) });
        await WriteAsync(store, "other/stage1/metrics.json", Stage(1, 40, slower: 2));
        await WriteAsync(store, "mini/evaluation.json", new { split = "test", studies = 3, boxRecall50 = 0.25 });
        await WriteAsync(store, "mini/examples.json", examples);
        await WriteAsync(store, "mini/MODEL_CARD.md", "# mini\n\nA VividMed network.\n\n**Not a diagnosis.**\n\n| stage | steps |\n|---:|---:|\n| 1 | 40 |\n");
    }

    public static Task WriteAsync(string store, string name, object content) => WriteAsync(store, name, JsonSerializer.Serialize(content));

    public static async Task WriteAsync(string store, string name, string content)
    {
        var file = Path.Combine(store, "models", name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
    }

    public static IEnumerable<object> Losses(int steps, int slower = 1) =>
        Enumerable.Range(1, steps).Select(step => new { language = 2.0 * slower / step, box = 1.0 / step, objectness = 0.2, mask = 0.1 });

    private static object Stage(int stage, int steps, int slower) =>
        new { stage, steps, lossBefore = 4.0, lossAfter = 1.0, weights = "w", curve = Losses(steps, slower) };
}
