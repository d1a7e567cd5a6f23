using VividMed.Datasets;
using VividMed.Inference;
using VividMed.Taxonomy;
using VividMed.Workflows.Inspect;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Tests.Support;

namespace VividMed.Workflows.Tests;

/// <summary>What a run's first activities refuse, before a study is touched: none of it would be better at a second try.</summary>
public sealed class PreflightTests
{
    [Fact]
    public async Task A_label_for_a_target_that_the_taxonomy_does_not_know_is_named()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 1);
        var path = Path.Combine(scene.Models, "phantom-dino-mini", "model.json");
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(path, text.Replace("\"lung nodule\"", "\"lung nodul\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<ModelException>(() => new InspectModels(scene.Environment).RunAsync(null!, scene.Request("run", simulated: false)));

        Assert.Equal("unknown-target", refused.Code);
        Assert.Contains("'phantom-dino-mini' has labels for targets", refused.Message, StringComparison.Ordinal);
        Assert.Contains("lung nodul;", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taxonomy_that_is_not_there_is_named_with_the_option()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 1);
        File.Delete(scene.Taxonomy);

        var refused = await Assert.ThrowsAsync<ModelException>(() => new InspectModels(scene.Environment).RunAsync(null!, scene.Request("run")));

        Assert.Equal("missing-taxonomy", refused.Code);
        Assert.StartsWith(scene.Taxonomy, refused.Message, StringComparison.Ordinal);
        Assert.Contains("--models", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_selection_that_no_study_meets_commits_nothing_and_binds_nobody()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 3);

        var refused = await Assert.ThrowsAsync<PlanException>(() => scene.PlanAsync(scene.Request("swimmers") with { Views = ["SWIMMERS"] }));
        var whole = await scene.RunAsync("all");

        Assert.Equal("no-studies", refused.Code);
        Assert.Contains("none of 3 studies takes part (no-wanted-view: 3)", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--view SWIMMERS", refused.Message, StringComparison.Ordinal);
        Assert.Equal("versions/0001", whole.Commit.Version);
    }

    [Fact]
    public void A_disk_that_cannot_hold_the_plan_is_refused_one_that_may_become_tight_told_and_any_other_passed_over()
    {
        var needs = Needs("a.jpg", 1_000_000_000); // some 1.5 GB as a picture

        var refused = Assert.Throws<PlanException>(() => needs.Hold("/out", freeBytes: 100_000_000, memoryBytes: long.MaxValue));
        Assert.Equal("no-space", refused.Code);
        Assert.Contains("1 studies will take some 1.5 GB and /out has 100 MB free", refused.Message, StringComparison.Ordinal);
        Assert.Contains("1.5 GB of the 1.8 GB that /out has free", needs.Hold("/out", freeBytes: 1_800_000_000, memoryBytes: long.MaxValue), StringComparison.Ordinal);
        Assert.Null(needs.Hold("/out", freeBytes: 2_000_000_000, memoryBytes: long.MaxValue));
    }

    [Fact]
    public void A_volume_that_memory_may_not_hold_is_told()
    {
        var needs = Needs("a.nii.gz", 1_000_000_000);

        Assert.Contains("16.0 GB of this worker's 8.0 GB of memory", needs.Hold("/out", freeBytes: long.MaxValue, memoryBytes: 8_000_000_000), StringComparison.Ordinal);
        Assert.Null(needs.Hold("/out", freeBytes: long.MaxValue, memoryBytes: 64_000_000_000));
    }

    private static PlanNeeds Needs(string path, long bytes)
    {
        var needs = new PlanNeeds();
        needs.Add(new Study("s", "p", "train", Modality.Cxr, [new StudyImage("i", path, "PA", bytes)], Report: null, []));
        return needs;
    }
}
