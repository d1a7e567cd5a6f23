using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VividMed.TaskHub.Tests.Support;

namespace VividMed.TaskHub.Tests.Kill;

/// <summary>A worker in a process of its own. It writes down every activity that it carries out.</summary>
internal sealed class WorkerProcess : IDisposable
{
    public const string Switch = "--serve-worker";

    public const string Orchestration = "Batch";

    private readonly ChildProcess _process;

    private WorkerProcess(ChildProcess process) => _process = process;

    public static async Task<WorkerProcess> StartAsync(Uri hub, string diary) => new(await ChildProcess.StartAsync(Switch, hub.ToString(), diary));

    public static async Task ServeAsync(string hub, string diary)
    {
        await using var lines = File.AppendText(Path.Combine(diary, $"{Environment.ProcessId}-{Guid.NewGuid():N}"));
        lines.AutoFlush = true;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddDurableTaskWorker(worker => worker.AddTasks(tasks => Register(tasks, TextWriter.Synchronized(lines))).UseGrpc(hub)
            .Configure(options => options.Concurrency.MaximumConcurrentActivityWorkItems = 8));
        using var host = builder.Build();
        await host.StartAsync();
        await ChildProcess.StayAsync("ready");
    }

    public void Kill() => _process.Kill();

    public void Dispose() => _process.Dispose();

    private static void Register(DurableTaskRegistry tasks, TextWriter diary)
    {
        tasks.AddOrchestratorFunc<int, int>(Orchestration, async (context, count) =>
            (await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Work", i)))).Sum());
        tasks.AddActivityFunc<int, int>("Work", async (context, i) =>
        {
            await Task.Delay(10);
            await diary.WriteLineAsync($"{context.InstanceId} {i}");
            return i;
        });
    }
}
