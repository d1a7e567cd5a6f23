using System.Text.RegularExpressions;
using VividMed.TestKit;

namespace VividMed.EndToEnd.Tests;

/// <summary>kill -9 in any stage of a training costs steps, never a bit of what is learned.</summary>
public sealed class TrainingKillTests
{
    private const int Stages = 3;
    private const int Steps = 80;

    [Theory]
    [InlineData]
    [InlineData("--lora", "4")]
    public async Task A_training_killed_in_every_stage_ends_with_the_weights_of_an_undisturbed_one(params string[] options)
    {
        using var folder = new TemporaryFolder();
        var root = folder.Path("phantom");
        await Vividmed.SucceedAsync("phantom", "--out", root, "--cxr", "24", "--ct", "0", "--seed", "8");
        await Vividmed.SucceedAsync("run", "--dataset", "mimic-cxr", "--root", Path.Combine(root, "mimic-cxr"), "--out", folder.Path("shards"));
        await Vividmed.SucceedAsync([.. Train(folder, "calm"), .. options]);

        for (var stage = 1; stage <= Stages; stage++)
        {
            var enough = ((stage - 1) * Steps) + (Steps / 2);
            await using var training = Vividmed.Start([.. Train(folder, "killed"), .. options]);
            await training.LineAsync(line => Done(line) >= enough);
            await training.KillAsync();
            Assert.False(File.Exists(Weights(folder, "killed", stage)));
        }

        await Vividmed.SucceedAsync([.. Train(folder, "killed"), .. options]);
        for (var stage = 1; stage <= Stages; stage++)
        {
            Assert.Equal(await File.ReadAllBytesAsync(Weights(folder, "calm", stage)), await File.ReadAllBytesAsync(Weights(folder, "killed", stage)));
        }
    }

    private static string[] Train(TemporaryFolder folder, string model) =>
    [
        "train", "--shards", folder.Path("shards"), "--out", folder.Path(model), "--steps", $"{Steps}", "--batch", "2", "--size", "tiny", "--threads", "1",
        "--checkpoint-every", "10", "--evaluate-every", "40",
    ];

    private static string Weights(TemporaryFolder folder, string model, int stage) => Path.Combine(folder.Path(model), $"stage{stage}", "model.safetensors");

    /// <summary>How many steps a progress line says are done; 0 for any other line.</summary>
    private static int Done(string line) =>
        Regex.Match(line, @"^training: (?<done>\d+) of", RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } match ? int.Parse(match.Groups["done"].Value) : 0;
}
