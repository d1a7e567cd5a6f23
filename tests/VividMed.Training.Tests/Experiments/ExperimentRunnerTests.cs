using System.Text.Json;
using VividMed.Storage.Stores;
using VividMed.TestKit;
using VividMed.Training.Experiments;
using VividMed.Training.Experiments.Plans;
using VividMed.Training.Tests.VisionLanguage;
using VividMed.Training.Tests.VisionLanguage.Evaluators;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Tests.Experiments;

public sealed class ExperimentRunnerTests : IDisposable
{
    private static readonly ExperimentOptions Short = new() { Seeds = 2, Steps = 2, Batch = 2, Resamples = 20, MostHeldOut = 3, Network = TinyDataset.Network };

    private readonly TemporaryFolder _shards = new();
    private readonly TemporaryFolder _out = new();

    public void Dispose()
    {
        _shards.Dispose();
        _out.Dispose();
    }

    [Fact]
    public async Task A_resumed_experiment_trains_only_the_cells_that_are_missing()
    {
        await WriteAsync(radiographs: 8, volumes: 0);
        var first = await RunAsync(ExperimentKind.Grounding, Short);
        Assert.Equal([(1, 1), (2, 2)], first.Trained);

        var again = await RunAsync(ExperimentKind.Grounding, Short);
        Assert.Empty(again.Trained);
        Assert.Equal(Tables(first.Report), Tables(again.Report));

        File.Delete(Path.Combine(_out.Root, "cells", "full-seed2.json"));
        var mended = await RunAsync(ExperimentKind.Grounding, Short with { Seeds = 3 });
        Assert.Equal([(2, 2), (3, 3)], mended.Trained);
        Assert.Equal(first.Report.Seeds.Append(3), mended.Report.Seeds);
        Assert.False(Directory.Exists(Path.Combine(_out.Root, "training")) && Directory.EnumerateFiles(Path.Combine(_out.Root, "training"), "*", SearchOption.AllDirectories).Any());
    }

    [Fact]
    public async Task Cells_of_other_options_are_refused()
    {
        await WriteAsync(radiographs: 6, volumes: 0);
        await RunAsync(ExperimentKind.Grounding, Short);
        Assert.Equal("experiment-mismatch", (await Assert.ThrowsAsync<TrainingException>(() => RunAsync(ExperimentKind.Grounding, Short with { Steps = 4 }))).Code);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_tables()
    {
        await WriteAsync(radiographs: 8, volumes: 0);
        var first = await RunAsync(ExperimentKind.Grounding, Short with { Seeds = 1 });
        Directory.Delete(Path.Combine(_out.Root, "cells"), recursive: true);
        Assert.Equal(Tables(first.Report), Tables((await RunAsync(ExperimentKind.Grounding, Short with { Seeds = 1 })).Report));
    }

    [Fact]
    public async Task The_ablation_has_its_controls_and_places_only_where_they_were_taught()
    {
        await WriteAsync(radiographs: 10, volumes: 0);
        var (report, _) = await RunAsync(ExperimentKind.Ablation, Short with { Steps = 6, Batch = 4 });

        Assert.Equal(["full", "none", "compute-matched", "words only", "shuffled regions"], report.Arms.Select(static arm => arm.Name));
        Assert.True(report.Arms[2].Steps > report.Arms[1].Steps, "signs are words too: without them it takes more steps to be shown as many");
        Assert.Contains(report.Notes, static note => note.Contains("No arm with true regions", StringComparison.Ordinal));
        var table = report.Tables[0];
        Assert.Equal([.. report.Arms.Select(static arm => arm.Name), "without looking"], table.Arms);
        var boxes = table.Figures.Single(static figure => figure.Figure == "box IoU").Rows;
        Assert.Equal(["full", "shuffled regions", "without looking"], boxes.Where(static row => row.Value.Value is not null).Select(static row => row.Key));
        Assert.All(table.Figures.Single(static figure => figure.Figure == "answers").Rows.Values, static row => Assert.NotNull(row.Value));
        Assert.Contains("no effect", ExperimentMarkdown.Write(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_modalities_are_learned_from_with_as_many_studies_and_each_is_measured()
    {
        await WriteAsync(radiographs: 8, volumes: 4);
        var (report, _) = await RunAsync(ExperimentKind.CrossModality, Short with { Seeds = 1 });

        Assert.Equal([("both", 4.0), ("CXR alone", 4.0), ("CT alone", 4.0)], report.Arms.Select(static arm => (arm.Name, arm.TrainingStudies)));
        Assert.Equal(2, report.Tables.Count);
    }

    [Fact]
    public async Task Unseen_findings_are_asked_for_with_and_without_calls_and_with_a_localizer_that_fails()
    {
        await TinyDataset.WriteAsync(new LocalBlobStore(_shards.Root), radiographs: 12, volumes: 0, heldOut: 6, findings: ["lung nodule", "pneumothorax"]);
        var options = Short with { Seeds = 1, MostHeldOut = 20, Unseen = 1, CallShare = 0.5, FailedCalls = 1 };
        var (report, trained) = await RunAsync(ExperimentKind.OpenSet, options);

        Assert.Equal(["own heads", "with calls"], report.Arms.Select(static arm => arm.Name));
        Assert.Equal(2, trained.Count);
        var table = report.Tables[0];
        Assert.Equal(["own heads", "with calls", "with calls, 100 % failing"], table.Arms);
        Assert.Contains(report.Notes, static note => note.Contains("Unseen: pneumothorax.", StringComparison.Ordinal));
        var figures = table.Figures.ToDictionary(static one => one.Figure, static one => one.Rows, StringComparer.Ordinal);
        Assert.All(["seen box IoU", "unseen box IoU", "null accuracy, unseen", "harmonic mean of box IoU"], figure => Assert.All(figures[figure].Values, static row => Assert.NotNull(row.Value)));
        Assert.Equal(0, figures["call recall"]["own heads"].Value!.Value);
        Assert.Null(figures["made-up boxes where nobody knows"]["with calls"].Value);
        Assert.NotNull(figures["made-up boxes where nobody knows"]["with calls, 100 % failing"].Value);
        Assert.Empty((await RunAsync(ExperimentKind.OpenSet, options)).Trained);
    }

    [Fact]
    public async Task A_third_modality_joins_the_two_at_as_many_studies_and_is_measured_too()
    {
        await WriteAsync(radiographs: 8, volumes: 7, heads: 8);
        var (report, _) = await RunAsync(ExperimentKind.CrossModality, Short with { Seeds = 1, MostHeldOut = 12 });

        Assert.Equal(
            [("both", 6.0), ("CXR alone", 6.0), ("CT alone", 6.0), ("MR alone", 6.0), ("both and MR", 6.0)],
            report.Arms.Select(static arm => (arm.Name, arm.TrainingStudies)));
        Assert.Equal(["measured on CXR", "measured on CT", "measured on MR"], report.Tables.Select(static table => table.Title));
        Assert.All(report.Tables, table => Assert.Contains("both and MR", table.Arms));
    }

    [Fact]
    public async Task What_an_experiment_needs_and_does_not_find_is_said()
    {
        await WriteAsync(radiographs: 6, volumes: 0);
        Assert.Equal("one-modality", (await Assert.ThrowsAsync<TrainingException>(() => RunAsync(ExperimentKind.CrossModality, Short))).Code);
        Assert.Equal("too-few-findings", (await Assert.ThrowsAsync<TrainingException>(() => RunAsync(ExperimentKind.Rare, Short))).Code);
        Assert.Equal("too-few-findings", (await Assert.ThrowsAsync<TrainingException>(() => RunAsync(ExperimentKind.OpenSet, Short))).Code);
    }

    [Fact]
    public async Task Without_held_out_patients_there_is_no_experiment()
    {
        await TinyDataset.WriteAsync(new LocalBlobStore(_shards.Root), radiographs: 4, volumes: 0, heldOut: 0);
        Assert.Equal("no-samples", (await Assert.ThrowsAsync<TrainingException>(() => RunAsync(ExperimentKind.Grounding, Short))).Code);
    }

    private static string Tables(ExperimentReport report) => JsonSerializer.Serialize(report.Tables);

    private Task WriteAsync(int radiographs, int volumes, int heads = 0) =>
        TinyDataset.WriteAsync(new LocalBlobStore(_shards.Root), radiographs, volumes, heldOut: volumes > 0 ? 6 : 4, heads: heads);

    private async Task<(ExperimentReport Report, IReadOnlyList<(int Cell, int Seed)> Trained)> RunAsync(ExperimentKind kind, ExperimentOptions options)
    {
        var seen = new Told();
        var report = await new ExperimentRunner().RunAsync(
            new ExperimentRequest(kind, [new VersionSource(new LocalBlobStore(_shards.Root), TinyDataset.Version)], Scene.Taxonomy, new LocalBlobStore(_out.Root), options), seen, TestContext.Current.CancellationToken);
        return (report, [.. seen.Cells.Distinct()]);
    }

    private sealed class Told : IProgress<ExperimentProgress>
    {
        public List<(int Cell, int Seed)> Cells { get; } = [];

        public void Report(ExperimentProgress value) => Cells.Add((value.Cell, value.Seed));
    }
}
