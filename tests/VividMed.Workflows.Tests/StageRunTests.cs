using VividMed.Datasets;
using VividMed.Storage.Stores;
using VividMed.TestKit;
using VividMed.Workflows.Resources;

namespace VividMed.Workflows.Tests;

public sealed class StageRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunFolder _run;

    public StageRunTests() => _run = new RunFolder(new LocalBlobStore(_folder.Root), "run");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_bad_study_is_set_aside_with_its_reason_and_the_others_go_on_in_their_order()
    {
        var result = await RunAsync(["s3", "s1", "bad", "gone", "s2"], static study => study switch
        {
            "bad" => throw new DatasetException("empty-report", "the report of study bad is empty"),
            "gone" => throw new FileNotFoundException("no", "/data/gone.txt"),
            _ => Task.FromResult(study + "!"),
        });

        Assert.Equal(new StageResult(3, 2), result);
        Assert.Equal(["s3!", "s1!", "s2!"], await _run.ReadAsync<string[]>(_run.Partition(7, "tag"), CancellationToken.None));
        Assert.Equal(
            [
                new QuarantinedStudy("bad", "tag", "empty-report", "the report of study bad is empty", null),
                new QuarantinedStudy("gone", "tag", "missing-file", "The file is listed but is not in the dataset's folder.", null, Surroundings: true),
            ],
            await _run.ReadAsync<QuarantinedStudy[]>(_run.Partition(7, "quarantine-tag"), CancellationToken.None));
    }

    public static TheoryData<Exception> Infrastructure =>
    [
        new IOException("the share is away"),
        new UnauthorizedAccessException("no"),
        new StorageException("blob-too-large", "no"),
        new InvalidOperationException("a defect of the program"),
        new FileNotFoundException("no", "VividMed.Imaging, Version=0.1.0.0, Culture=neutral"),
    ];

    [Theory]
    [MemberData(nameof(Infrastructure))]
    public async Task What_is_no_fault_of_the_study_is_thrown_on_and_nothing_half_done_is_written(Exception failure)
    {
        var thrown = await Assert.ThrowsAnyAsync<Exception>(
            () => RunAsync(["s1", "s2"], study => study == "s2" ? throw failure : Task.FromResult(study)));
        Assert.Same(failure, thrown);
        Assert.Empty(await _run.Store.ListAsync("").ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_stage_that_is_stopped_begins_no_further_study_and_writes_nothing()
    {
        using var stop = new CancellationTokenSource();
        var begun = new List<string>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(
            ["s1", "s2"],
            study =>
            {
                begun.Add(study);
                stop.Cancel();
                return Task.FromResult(study);
            },
            stop.Token));
        Assert.Equal(["s1"], begun);
        Assert.Empty(await _run.Store.ListAsync("").ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_stage_without_studies_still_writes_both_files()
    {
        Assert.Equal(new StageResult(0, 0), await RunAsync([], Task.FromResult));
        Assert.Equal(
            ["runs/run/partitions/00007/quarantine-tag.json", "runs/run/partitions/00007/tag.json"],
            await _run.Store.ListAsync("").ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_repeated_stage_writes_the_same_bytes()
    {
        string[] studies = ["s1", "bad", "s2"];
        var first = await BytesAsync();
        Assert.Equal(first, await BytesAsync());

        async Task<byte[]> BytesAsync()
        {
            await RunAsync(
                studies, static study => study == "bad" ? throw new DatasetException("empty-report", "empty") : Task.FromResult(study));
            var (done, set) = (_run.Partition(7, "tag"), _run.Partition(7, "quarantine-tag"));
            return [.. (await _run.Store.ReadAllAsync(done))!, .. (await _run.Store.ReadAllAsync(set))!];
        }
    }

    private Task<StageResult> RunAsync(string[] studies, Func<string, Task<string>> work, CancellationToken cancellationToken = default) =>
        StageRun.OverAsync(_run, 7, "tag", studies, static study => study, work, cancellationToken);
}
