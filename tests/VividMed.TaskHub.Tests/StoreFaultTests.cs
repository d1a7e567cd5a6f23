using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Tests.Support;
using VividMed.TestKit;

namespace VividMed.TaskHub.Tests;

/// <summary>What a hub makes of a file that cannot be used, and of a disk that is full.</summary>
public sealed class StoreFaultTests : IDisposable
{
    private const long Room = 4 << 20;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_is_no_database_is_called_damaged_with_the_cure()
    {
        await File.WriteAllBytesAsync(_folder.Path("hub.db"), [.. Enumerable.Repeat((byte)'x', 5000)], Stop);

        var refused = await RefusedAsync();

        Assert.Equal("database-damaged", refused.Code);
        Assert.Contains("move it away", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(5000)]
    public async Task A_file_that_was_cut_short_is_called_damaged(int length)
    {
        await (await StartAsync(_folder.Path("hub.db"))).DisposeAsync();
        await using (var file = File.OpenWrite(_folder.Path("hub.db"))) file.SetLength(length);

        Assert.Equal("database-damaged", (await RefusedAsync()).Code);
    }

    [Fact]
    public async Task A_folder_in_the_file_s_place_is_named()
    {
        Directory.CreateDirectory(_folder.Path("hub.db"));

        var refused = await RefusedAsync();

        Assert.Equal("database-unreadable", refused.Code);
        Assert.Contains("is a folder", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_that_cannot_be_opened_is_not_taken_for_another_hub()
    {
        Directory.CreateDirectory(_folder.Path("hub.db.lock"));

        Assert.Equal("database-unreadable", (await RefusedAsync()).Code);
    }

    [Fact]
    public async Task A_client_is_told_of_a_full_disk_in_words_and_served_when_there_is_room()
    {
        using var disk = Disk();
        await using var hub = await StartAsync(Path.Combine(disk.Root, "hub.db"));
        using var channel = GrpcChannel.ForAddress(hub.Address);
        foreach (var calls in (CallInvoker[])[hub.Calls, channel.CreateCallInvoker()])
        {
            var client = new TaskHubSidecarService.TaskHubSidecarServiceClient(calls);
            disk.Fill();

            var full = await Assert.ThrowsAsync<RpcException>(async () => await StartInstanceAsync(client));

            Assert.Equal(StatusCode.ResourceExhausted, full.StatusCode);
            Assert.Contains("hub.db: the disk is full", full.Status.Detail, StringComparison.Ordinal);
            disk.MakeRoom();
            await StartInstanceAsync(client);
        }
    }

    [Fact]
    public async Task What_a_worker_has_done_waits_for_room_and_is_not_done_again()
    {
        using var disk = Disk();
        var (time, told) = (new ManualTime(), new TaskCompletionSource<TaskHubException>());
        await using var hub = await StartAsync(Path.Combine(disk.Root, "hub.db"), time, told);
        var client = new TaskHubSidecarService.TaskHubSidecarServiceClient(hub.Calls);
        var done = 0;
        await using var worker = new Worker(client, new());
        worker.Orchestrators["Any"] = static turn =>
        {
            if (turn.Activity("Work") is { } result) turn.Complete(result.TaskCompleted.Result);
        };
        worker.Activities["Work"] = _ =>
        {
            done++;
            disk.Fill();
            return Worker.Result(new string('x', 64 << 10));
        };
        worker.Start();
        var id = await StartInstanceAsync(client);
        Assert.Equal("disk-full", (await told.Task.WaitAsync(TimeSpan.FromSeconds(60), Stop)).Code);

        disk.MakeRoom();
        await TestHub.UntilAsync(async () =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            var answer = await client.GetInstanceAsync(new() { InstanceId = id }, cancellationToken: Stop);
            return answer.OrchestrationState.OrchestrationStatus == OrchestrationStatus.Completed;
        });

        Assert.Equal(1, done);
    }

    private static SmallDisk Disk()
    {
        var disk = new SmallDisk(Room);
        Assert.SkipWhen(disk.Missing is not null, disk.Missing ?? "");
        return disk;
    }

    private static async Task<string> StartInstanceAsync(TaskHubSidecarService.TaskHubSidecarServiceClient client) =>
        (await client.StartInstanceAsync(new() { Name = "Any", Input = new string('x', 64 << 10) }, cancellationToken: Stop)).InstanceId;

    private static Task<TaskHubServer> StartAsync(string file, ManualTime? time = null, TaskCompletionSource<TaskHubException>? told = null) =>
        TaskHubServer.StartAsync(
            new()
            {
                DatabasePath = file,
                TimeProvider = time ?? TimeProvider.System,
                Configure = options => options.StoreFailed = fault => told?.TrySetResult(fault),
            },
            Stop);

    private async Task<TaskHubException> RefusedAsync()
    {
        var refused = await Assert.ThrowsAsync<TaskHubException>(() => StartAsync(_folder.Path("hub.db")));
        Assert.StartsWith(_folder.Path("hub.db"), refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        return refused;
    }
}
