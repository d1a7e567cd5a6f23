using System.Text.Json.Nodes;
using VividMed.Localization;
using VividMed.Workflows.Localize;
using VividMed.Workflows.Tests.Support;

namespace VividMed.Workflows.Tests.Localize;

public sealed class LocalizeStudiesTests
{
    [Theory]
    [InlineData("mimic-cxr", 10)]
    [InlineData("ct-rate", 2)]
    public async Task A_changed_lexicon_costs_no_inference(string dataset, int studies)
    {
        using var scene = await PipelineScene.OpenAsync(dataset, studies);
        var first = await scene.LocalizeAsync("first");
        var found = scene.WrittenText("localize");
        // A word more for the first target: another lexicon by its digest, and the same findings in these reports.
        var taxonomy = JsonNode.Parse(await File.ReadAllTextAsync(scene.Taxonomy, TestContext.Current.CancellationToken))!;
        taxonomy["targets"]![0]!["synonyms"]!.AsArray().Add("pulmo xyz");
        await File.WriteAllTextAsync(scene.Taxonomy, taxonomy.ToJsonString(), TestContext.Current.CancellationToken);

        var second = await scene.LocalizeAsync("second");

        Assert.True(first.Inference is { CacheHits: 0, Inferences: > 0, Answers: > 0 });
        Assert.Equal(new InferenceCounts(first.Inference.Answers, first.Inference.Answers, 0), second.Inference);
        Assert.Equal(1, second.Inference!.HitRate());
        Assert.Equal(found, scene.WrittenText("localize"));
    }

    [Fact]
    public async Task Another_model_asks_anew()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 4);
        var first = await scene.LocalizeAsync("first");
        var path = Path.Combine(scene.Models, "phantom-dino-mini", "model.json");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Replace("\"topK\": 100", "\"topK\": 99", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Equal(first.Inference, (await scene.LocalizeAsync("second")).Inference);
    }

    [Fact]
    public async Task Every_study_comes_out_in_its_order()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 16);
        await scene.LocalizeAsync("run");

        var tagged = scene.Written("tag").EnumerateArray().Select(study => study.GetProperty("study").GetProperty("id").GetString());
        Assert.Equal(tagged, scene.Written("localize").EnumerateArray().Select(study => study.GetProperty("study").GetString()));
    }

    [Fact]
    public async Task A_damaged_image_sets_its_study_aside_with_the_files_digest_and_the_others_go_on()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 6);
        var whole = await scene.LocalizeAsync("whole");
        var path = scene.Written("tag")[0].GetProperty("study").GetProperty("images")[0].GetProperty("path").GetString()!;
        var file = Path.Combine(scene.Data, path);
        await using (var stream = File.OpenWrite(file)) stream.SetLength(stream.Length / 2);

        var result = await scene.LocalizeAsync("damaged");

        Assert.Equal((whole.Done - 1, 1), (result.Done, result.Quarantined));
        var record = scene.Written("quarantine-localize")[0];
        Assert.Equal("truncated-pixel-data", record.GetProperty("reason").GetString());
        Assert.Equal(64, record.GetProperty("input").GetString()!.Length);
        Assert.Equal(0, result.Inference!.Inferences);
    }

    [Fact]
    public async Task The_stage_says_which_models_ran_on_what()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 2);
        await scene.LocalizeAsync("run");
        Assert.Matches("^[0-9a-f]{64} on cpu, ONNX Runtime ", scene.Written(LocalizeStudies.ModelsFile).GetProperty("phantom-dino-mini").GetString());
    }

    [Fact]
    public async Task A_worker_that_stops_leaves_no_half_result()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 12);
        var partition = await scene.TagAsync("run");
        scene.Stop();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new LocalizeStudies(scene.Environment).RunAsync(null!, partition));
        Assert.Throws<FileNotFoundException>(() => scene.Written("localize"));
    }
}
