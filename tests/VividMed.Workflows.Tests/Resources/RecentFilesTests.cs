using VividMed.Storage.Stores;
using VividMed.TestKit;
using VividMed.Workflows.Resources;

namespace VividMed.Workflows.Tests.Resources;

public sealed class RecentFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunFolder _run;

    public RecentFilesTests() => _run = new RunFolder(new LocalBlobStore(_folder.Root), "run-1", "a", new RecentFiles());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_was_read_is_not_read_again()
    {
        await _run.WriteAsync(_run.Plan, new[] { "one" }, CancellationToken.None);
        var first = await _run.ReadAsync<string[]>(_run.Plan, CancellationToken.None);
        Assert.Same(first, await _run.ReadAsync<string[]>(_run.Plan, CancellationToken.None));
    }

    [Fact]
    public async Task A_file_that_was_written_again_is_read_again()
    {
        foreach (var said in (string[])["one", "two", "one"])
        {
            await _run.WriteAsync(_run.Plan, new[] { said }, CancellationToken.None);
            Assert.Equal([said], await _run.ReadAsync<string[]>(_run.Plan, CancellationToken.None));
        }
    }

    [Fact]
    public async Task A_file_that_was_deleted_is_gone()
    {
        await _run.WriteAsync(_run.Plan, new[] { "one" }, CancellationToken.None);
        await _run.ReadAsync<string[]>(_run.Plan, CancellationToken.None);
        await _run.Store.DeleteAsync(_run.Plan);
        Assert.Null(await _run.TryReadAsync<string[]>(_run.Plan, CancellationToken.None));
    }

    [Fact]
    public async Task A_file_read_as_something_else_is_read_anew()
    {
        await _run.WriteAsync(_run.Plan, new[] { "one" }, CancellationToken.None);
        Assert.Equal(["one"], await _run.ReadAsync<string[]>(_run.Plan, CancellationToken.None));
        Assert.Equal(["one"], await _run.ReadAsync<List<string>>(_run.Plan, CancellationToken.None));
    }

    [Fact]
    public void The_oldest_go_first_and_what_is_large_is_not_kept()
    {
        var recent = new RecentFiles(mostBytes: 80);
        for (var number = 0; number < 12; number++) recent.Add($"file {number}", new BlobProperties(10, "a"), $"{number}");
        recent.Add("large", new BlobProperties(11, "a"), "large");
        Assert.False(recent.TryGet<string>("file 3", new BlobProperties(10, "a"), out _));
        Assert.True(recent.TryGet<string>("file 4", new BlobProperties(10, "a"), out var kept));
        Assert.Equal("4", kept);
        Assert.False(recent.TryGet<string>("large", new BlobProperties(11, "a"), out _));
    }
}
