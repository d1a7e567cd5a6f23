using VividMed.Cli.Running;
using VividMed.Workflows.Progress;

namespace VividMed.Cli.Tests.Running;

/// <summary>What a watcher is told when nobody works on its run.</summary>
public sealed class WorkerNoticeTests
{
    private readonly Clock _clock = new();
    private readonly StringWriter _lines = new() { NewLine = "\n" };
    private IReadOnlyList<UnservedWork> _waiting = [];

    [Fact]
    public async Task That_no_worker_is_connected_is_said_once_and_once_more_that_one_has_come()
    {
        var notice = Notice("http://localhost:4001");
        _waiting = [Work("SynthesizeDataset")];
        await LookAsync(notice, seconds: 10);
        _waiting = [];
        await LookAsync(notice, seconds: 10);

        Assert.Equal(
            ["run r: no worker is connected that takes SynthesizeDataset; start one with 'vividmed worker --hub http://localhost:4001'", "run r: a worker has come, and it goes on"],
            Lines);
    }

    [Fact]
    public async Task The_role_that_is_missing_beside_another_is_named()
    {
        var notice = Notice("http://h:1");
        _waiting = [Work("LocalizeStudies")];
        await LookAsync(notice, seconds: 10);

        Assert.Equal("run r: no worker is connected that takes LocalizeStudies; start one with 'vividmed worker --roles gpu --hub http://h:1'", Assert.Single(Lines));
    }

    [Fact]
    public async Task Where_another_process_serves_the_output_without_them_that_is_to_end()
    {
        var notice = Notice(hub: null);
        _waiting = [Work("TagReports")];
        await LookAsync(notice, seconds: 10);

        Assert.EndsWith("end the process that serves the output, and this one takes over", Assert.Single(Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_that_comes_back_at_once_was_never_missed()
    {
        var notice = Notice(hub: null);
        foreach (var waits in (bool[])[true, false, true, false])
        {
            _waiting = waits ? [Work("WriteBucket")] : [];
            await LookAsync(notice, seconds: 2);
        }

        Assert.Empty(Lines);
    }

    private IEnumerable<string> Lines => _lines.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static UnservedWork Work(string name) => new(name, 1, DateTimeOffset.UnixEpoch);

    private WorkerNotice Notice(string? hub) => new((_, _) => Task.FromResult(_waiting), "r", hub, _clock, _lines);

    /// <summary>As a watcher does, twice a second.</summary>
    private async Task LookAsync(WorkerNotice notice, int seconds)
    {
        for (var i = 0; i < 2 * seconds; i++)
        {
            await notice.LookAsync(TestContext.Current.CancellationToken);
            _clock.Now += TimeSpan.FromSeconds(0.5);
        }
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
