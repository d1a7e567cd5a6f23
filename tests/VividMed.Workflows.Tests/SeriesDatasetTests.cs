using System.Text.Json;
using VividMed.Datasets.Files;
using VividMed.Imaging.Dicom;
using VividMed.Shards.Verification;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Tests.Support;
using static VividMed.Workflows.Tests.Support.DatasetEdits;

namespace VividMed.Workflows.Tests;

/// <summary>Folders of DICOM slices, from the first run on: known by their content, and each fault set aside with its cause.</summary>
public sealed class SeriesDatasetTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_folder_of_series_becomes_a_version_that_verifies_and_a_second_run_opens_no_slice()
    {
        using var scene = await PipelineScene.OpenAsync("ct-csv", 2);
        await scene.RunAsync("first");
        Assert.Equal(2, (await scene.HeadAsync()).Counts.Written);
        await AssertSoundAsync(scene);
        Assert.Empty((await new SourceVerifier(scene.Store, DatasetSource.Open("ct-csv", scene.Data)).VerifyAsync(1, cancellationToken: Token)).Problems);

        foreach (var slice in Slices(scene, "ct0001")) MakeUnreadable(slice);
        scene.Restart();
        var second = await scene.RunAsync("second");
        Assert.Equal((false, 0), (second.Commit.Committed, second.Plan.Partitions));
    }

    [Fact]
    public async Task Files_of_other_names_in_another_order_are_the_same_version_and_cost_no_inference()
    {
        using var scene = await PipelineScene.OpenAsync("ct-csv", 2);
        await scene.RunAsync("first");
        var before = ShardsOf(scene);

        foreach (var (file, at) in Slices(scene, "ct0001").Reverse().Select(static (file, at) => (file, at)).ToList()) File.Move(file, Path.Combine(scene.Data, "ct0001", $"z{at:D3}.dcm"));
        var second = await scene.RunAsync("second");

        Assert.Equal((false, 0), (second.Commit.Committed, second.Inferences));
        Assert.Equal(before, ShardsOf(scene));
    }

    [Fact]
    public async Task A_slice_that_changed_changes_its_study_alone()
    {
        using var scene = await PipelineScene.OpenAsync("ct-csv", 2);
        File.Delete(Path.Combine(Path.GetDirectoryName(scene.Data)!, "truth.json"));
        var request = scene.Request("first") with { Permissions = new RunPermissions { AllowMiniatures = true } };
        await scene.RunAsync(request);

        var slice = Slices(scene, "ct0002").First(IsSlice);
        var bytes = await File.ReadAllBytesAsync(slice, Token);
        bytes[^1] ^= 0x04;
        await File.WriteAllBytesAsync(slice, bytes, Token);
        PipelineScene.Age(slice);
        await scene.RunAsync(request with { Run = "second" });

        var changes = (await scene.HeadAsync()).Changes;
        Assert.Equal((0L, 1L, 0L), (changes.Added, changes.Changed, changes.Removed));
    }

    [Fact]
    public async Task Each_fault_of_a_series_sets_its_study_aside_with_its_cause_and_the_others_come_through()
    {
        using var scene = await PipelineScene.OpenAsync("ct-csv", 5);
        var slices = Enumerable.Range(1, 4).Select(study => Slices(scene, $"ct{study:D4}").Where(IsSlice).ToList()).ToList();
        File.Delete(slices[0].OrderBy(static file => Height(file)).ElementAt(9));
        File.Copy(slices[1][3], slices[1][3] + ".copy");
        await File.WriteAllBytesAsync(slices[2][5], (await File.ReadAllBytesAsync(slices[2][5], Token))[..^40], Token);
        foreach (var file in slices[3].Skip(1)) File.Delete(file);

        await scene.RunAsync(scene.Request("first") is var request ? request with { Options = request.Options with { MaxQuarantineShare = 1 } } : request);

        Assert.Equal(1, (await scene.HeadAsync()).Counts.Written);
        Assert.Equal(
            [("ct0001", "missing-slices"), ("ct0002", "duplicate-slices"), ("ct0003", "truncated-pixel-data"), ("ct0004", "single-slice")],
            (await LostAsync(scene)).Select(static lost => (lost.Study, lost.Reason)).Order());
    }

    [Fact]
    public async Task Files_that_are_left_out_by_their_headers_are_counted_in_the_quality_report_also_where_no_file_is_opened_again()
    {
        using var scene = await PipelineScene.OpenAsync("ct-csv", 2);
        await scene.RunAsync("first");
        const string expected = "{\"localizer\":2,\"secondary-capture\":2}";
        Assert.Equal(expected, await LeftOutAsync(scene));
        Assert.Equal(
            [("localizer", 2L), ("secondary-capture", 2L)],
            (await VersionReader.MeasureAsync(scene.Store, await scene.HeadAsync(), Token)).FilesLeftOut!.Select(static reason => (reason.Key, reason.Value)));

        await AddSynonymAsync(scene);
        foreach (var slice in Slices(scene, "ct0001")) MakeUnreadable(slice);
        scene.Restart();

        Assert.True((await scene.RunAsync("second")).Commit.Committed);
        Assert.Equal(expected, await LeftOutAsync(scene));
    }

    private static async Task<string> LeftOutAsync(PipelineScene scene)
    {
        var json = await scene.Store.ReadAllAsync($"{DatasetLayout.Version((await scene.HeadAsync()).Version)}/quality.json", cancellationToken: Token);
        return JsonSerializer.Serialize(JsonDocument.Parse(json!).RootElement.GetProperty("filesLeftOut"));
    }

    private static IEnumerable<string> Slices(PipelineScene scene, string study) => Directory.GetFiles(Path.Combine(scene.Data, study)).Order(StringComparer.Ordinal);

    private static bool IsSlice(string file) => Dataset(file).GetString(DicomTags.ImageType) == @"ORIGINAL\PRIMARY\AXIAL";

    private static double Height(string file) => Dataset(file).GetDecimals(DicomTags.ImagePositionPatient)[2];

    private static DicomDataset Dataset(string file)
    {
        using var stream = File.OpenRead(file);
        return DicomHeader.Read(stream).Dataset;
    }
}
