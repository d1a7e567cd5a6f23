using VividMed.Grounding;
using VividMed.Grounding.Alignment;
using VividMed.Inference;
using VividMed.Shards.Versions;
using VividMed.Storage.Streams;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Tests.Support;

namespace VividMed.Workflows.Tests;

/// <summary>The shipped miniatures see phantoms; anything else only where a run was told so, and then every sample says what it is worth.</summary>
public sealed class MiniatureTests
{
    private static readonly RunPermissions Allowed = new() { AllowMiniatures = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mimic-cxr", "phantom-dino-mini")]
    [InlineData("ct-rate", "phantom-sat-mini")]
    [InlineData("mr-csv", "phantom-mr-mini")]
    public async Task A_dataset_without_a_truth_is_refused_before_any_work(string dataset, string model)
    {
        using var scene = await PipelineScene.OpenAsync(dataset, 1);
        File.Delete(Truth(scene));

        var refused = await Assert.ThrowsAsync<ModelException>(() => scene.RunAsync(scene.Request("run", simulated: false)));

        Assert.Equal("miniature-on-real-data", refused.Code);
        Assert.All((string[])[model, scene.Data, "--allow-miniatures", "use-your-own-models.md"], part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', refused.Message);
        Assert.False(Directory.Exists(scene.Out));
    }

    [Fact]
    public async Task A_truth_in_the_dataset_s_own_folder_is_found_as_well()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 1);
        File.Move(Truth(scene), Path.Combine(scene.Data, "truth.json"));

        Assert.Equal("versions/0001", (await scene.RunAsync(scene.Request("run", simulated: false))).Commit.Version);
    }

    [Fact]
    public async Task An_image_that_the_truth_does_not_list_sets_its_study_aside()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 5);
        var image = await AnImageAsync(scene);
        // The same picture under another digest: what follows the data set is not read.
        await File.AppendAllTextAsync(image, "\0\0", Token);
        PipelineScene.Age(image);

        await scene.RunAsync(scene.Request("run", simulated: false) with { Permissions = Allowed });

        var head = await scene.HeadAsync();
        var lost = Assert.Single(await VersionQuarantine.ReadAsync(scene.Store, head, Token).ToListAsync(Token));
        Assert.Equal(("localize", "not-a-phantom", 4L), (lost.Stage, lost.Reason, head.Counts.Written));
        Assert.Equal(Sha256.Of(await File.ReadAllBytesAsync(image, Token)), lost.Input);
        Assert.Null(head.Recipe.Miniatures);
    }

    [Fact]
    public async Task The_permission_leaves_no_trace_where_everything_is_a_phantom()
    {
        using var plain = await PipelineScene.OpenAsync("mimic-cxr", 5);
        using var allowed = await PipelineScene.OpenAsync("mimic-cxr", 5);

        await plain.RunAsync(plain.Request("run", simulated: false));
        await allowed.RunAsync(allowed.Request("run", simulated: false) with { Permissions = Allowed });

        Assert.Equal((await plain.HeadAsync()).Buckets, (await allowed.HeadAsync()).Buckets);
        Assert.Equal((await plain.HeadAsync()).Models, (await allowed.HeadAsync()).Models);
    }

    [Fact]
    public async Task With_the_permission_no_region_of_another_dataset_is_better_than_C_and_the_version_says_that_it_means_nothing()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        await scene.RunAsync(scene.Request("phantoms", simulated: false));
        var before = await RegionsAsync(scene, 1);
        File.Delete(Truth(scene));

        await scene.RunAsync(scene.Request("real", simulated: false) with { Permissions = Allowed });

        var (head, after) = (await scene.HeadAsync(), await RegionsAsync(scene, 2));
        Assert.Contains(before, static region => region.Grade == Grade.A);
        Assert.All(before, static region => Assert.DoesNotContain(Checks.MiniatureModel, region.Checks));
        Assert.Equal(before.Count, after.Count);
        Assert.All(after, static region => Assert.Equal((Grade.C, Checks.MiniatureModel), (region.Grade, region.Checks[^1])));
        Assert.Equal(["miniatures"], head.Changes.Why);
        Assert.Equal("phantom-dino-mini", head.Recipe.Miniatures);
        Assert.Contains("no clinical meaning", head.Models["phantom-dino-mini"], StringComparison.Ordinal);
        var folder = Path.Combine(scene.Out, "versions", "0002");
        Assert.Contains("\n**No clinical meaning: ", await File.ReadAllTextAsync(Path.Combine(folder, "README.md"), Token), StringComparison.Ordinal);
        Assert.Contains("No clinical meaning", await File.ReadAllTextAsync(Path.Combine(folder, "croissant.json"), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truth_that_goes_while_a_run_is_at_work_stops_it()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 5);
        var plan = await scene.PlanAsync(scene.Request("run", simulated: false) with { Permissions = Allowed });
        File.Delete(Truth(scene));

        var stopped = await Assert.ThrowsAsync<Recipes.RecipeChangedException>(() => scene.WorkAsync(plan.Partition(0)));

        Assert.Contains("truth.json", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truth_that_comes_while_a_run_is_at_work_stops_it()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 5);
        File.Move(Truth(scene), Truth(scene) + ".away");
        var plan = await scene.PlanAsync(scene.Request("run", simulated: false) with { Permissions = Allowed });
        File.Move(Truth(scene) + ".away", Truth(scene));

        var stopped = await Assert.ThrowsAsync<Recipes.RecipeChangedException>(() => scene.WorkAsync(plan.Partition(0)));

        Assert.Contains("truth.json", stopped.Message, StringComparison.Ordinal);
    }

    private static string Truth(PipelineScene scene) => Path.Combine(Path.GetDirectoryName(scene.Data)!, "truth.json");

    private static async Task<string> AnImageAsync(PipelineScene scene)
    {
        var plan = await scene.PlanAsync(scene.Request("look", simulated: false));
        var partition = plan.Partition(0);
        var work = await scene.Environment.Stores.OpenRun(partition.Request, partition.Attempt).ReadWorkAsync(partition.Partition, Token);
        return Path.Combine(scene.Data, work.Studies[0].Study.Images[0].Path);
    }

    private static async Task<List<Region>> RegionsAsync(PipelineScene scene, int version) =>
        [.. (await VersionReader.ReadAsync(scene.Store, version, withImages: false, Token).ToListAsync(Token)).SelectMany(static stored => stored.Sample.Regions)];
}
