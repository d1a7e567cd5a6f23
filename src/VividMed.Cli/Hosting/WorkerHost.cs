using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VividMed.Workflows;

namespace VividMed.Cli;

/// <summary>The workers of this process. A gpu worker takes one activity at a time: the device is the bottleneck and its memory the limit.</summary>
internal static class WorkerHost
{
    public static IHost Build(Uri hub, WorkerRoles roles, LogLevel logLevel)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(logLevel).AddSimpleConsole(options => options.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddSingleton<PipelineEnvironment>();
        builder.Services.AddDurableTaskClient(client => client.UseGrpc(hub.ToString()));
        if (roles.HasFlag(WorkerRoles.Cpu)) AddWorker(builder.Services, hub, "cpu", registry => registry.AddCpuTasks(), Environment.ProcessorCount);
        if (roles.HasFlag(WorkerRoles.Gpu)) AddWorker(builder.Services, hub, "gpu", registry => registry.AddGpuTasks(), activities: 1);
        return builder.Build();
    }

    private static void AddWorker(IServiceCollection services, Uri hub, string role, Action<DurableTaskRegistry> tasks, int activities) =>
        services.AddDurableTaskWorker(role, worker =>
        {
            worker.AddTasks(tasks);
            worker.UseWorkItemFilters();
            worker.UseGrpc(hub.ToString());
            worker.Configure(options => options.Concurrency.MaximumConcurrentActivityWorkItems = activities);
        });
}
