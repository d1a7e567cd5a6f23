using CsCheck;
using VividMed.Datasets;
using VividMed.Storage.Stores;
using VividMed.TestKit;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Resources;

namespace VividMed.Workflows.Tests.Resources;

public sealed class RunFolderTests : IDisposable
{
    private static readonly Gen<QuarantinedStudy> Record =
        from id in Gen.String[Gen.Char.AlphaNumeric, 1, 8]
        from message in Gen.String[Gen.Char["aé\"\\<\n \u2028"], 0, 20]
        from input in Gen.OneOf<string?>(null, "ab12")
        select new QuarantinedStudy(id, "tag", "missing-report", message, input);

    private readonly TemporaryFolder _folder = new();
    private readonly RunFolder _run;

    public RunFolderTests() => _run = new RunFolder(new LocalBlobStore(_folder.Root), "run-1");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_written_reads_back_and_writes_again_byte_for_byte()
    {
        var name = _run.Partition(3, "quarantine-tag");
        await Record.Array[0, 5].SampleAsync(
            async records =>
            {
                await _run.WriteAsync(name, records, CancellationToken.None);
                var bytes = await _run.Store.ReadAllAsync(name);
                var read = await _run.ReadAsync<QuarantinedStudy[]>(name, CancellationToken.None);
                Assert.Equal(records, read);
                await _run.WriteAsync(name, read, CancellationToken.None);
                Assert.Equal(bytes, await _run.Store.ReadAllAsync(name));
            },
            iter: 40,
            threads: 1);
    }

    [Fact]
    public async Task What_is_missing_names_its_place_and_that_an_earlier_stage_should_have_made_it()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => _run.ReadAsync<DatasetPlan>(_run.Plan, CancellationToken.None));
        Assert.Contains("runs/run-1/plan.json", failure.Message, StringComparison.Ordinal);
        Assert.Contains("an earlier stage", failure.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Root, failure.Message, StringComparison.Ordinal);
        Assert.Null(await _run.TryReadAsync<DatasetPlan>(_run.Plan, CancellationToken.None));
    }

    [Fact]
    public async Task The_quarantine_is_read_partition_by_partition_and_from_no_other_file_or_run()
    {
        await QuarantineAsync(_run, 10, "ground", "s10");
        await QuarantineAsync(_run, 2, "tag", "s2");
        await QuarantineAsync(_run, 2, "localize", "s3", "s1");
        await _run.WriteAsync(_run.Partition(2, "studies"), new[] { new { Id = "s9" } }, CancellationToken.None);
        await QuarantineAsync(new RunFolder(_run.Store, "run-10"), 0, "tag", "of another run");
        var studies = await _run.QuarantineAsync(CancellationToken.None).Select(static study => study.Study)
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["s3", "s1", "s2", "s10"], studies);
    }

    [Fact]
    public async Task A_run_without_quarantine_has_none() =>
        Assert.Empty(await _run.QuarantineAsync(CancellationToken.None).ToListAsync(TestContext.Current.CancellationToken));

    private static Task QuarantineAsync(RunFolder run, int partition, string stage, params string[] studies) => run.WriteAsync(
        run.Partition(partition, $"quarantine-{stage}"), studies.Select(id => new QuarantinedStudy(id, stage, "code", "message", null))
            .ToArray(), CancellationToken.None);
}
