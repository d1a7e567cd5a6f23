using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VividMed.Inference;
using VividMed.Workflows;

namespace VividMed.Cli;

/// <summary>The workers of this process. A gpu worker takes one activity at a time: the device is the bottleneck and its memory the limit.</summary>
internal static class WorkerHost
{
    /// <param name="calls">How to call the hub, where its address does not say it all.</param>
    /// <param name="execution">As <see cref="ModelProvider"/> gives it: a worker takes no work that it cannot do.</param>
    public static IHost Build(Uri hub, CallInvoker? calls, WorkerRoles roles, LogLevel logLevel, TimeSpan drain, ExecutionOptions execution)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging(logging => logging.AddStandardError(logLevel)).AddTelemetry("vividmed-worker", Settings.OtlpEndpoint);
        builder.Services.Configure<HostOptions>(options => (options.ShutdownTimeout, options.ServicesStopConcurrently) = (drain, true));
        builder.Services.AddSingleton(Storage.Credentials);
        builder.Services.AddSingleton(execution);
        builder.Services.AddSingleton<PipelineEnvironment>();
        builder.Services.AddSingleton(LlmSettings.Access);
        builder.Services.AddDurableTaskClient(client => client.UseGrpc(options => (options.Address, options.CallInvoker) = (calls is null ? hub.ToString() : null, calls)));
        if (roles.HasFlag(WorkerRoles.Cpu)) AddWorker(builder.Services, hub, calls, "cpu", registry => registry.AddCpuTasks(), Environment.ProcessorCount);
        if (roles.HasFlag(WorkerRoles.Gpu)) AddWorker(builder.Services, hub, calls, "gpu", registry => registry.AddGpuTasks(), activities: 1);
        return builder.Build();
    }

    private static void AddWorker(IServiceCollection services, Uri hub, CallInvoker? calls, string role, Action<DurableTaskRegistry> tasks, int activities) =>
        services.AddDurableTaskWorker(role, worker =>
        {
            worker.AddTasks(tasks);
            worker.UseWorkItemFilters();
            worker.UseGrpc(options => (options.Address, options.CallInvoker) = (calls is null ? hub.ToString() : null, calls));
            worker.Configure(options => options.Concurrency.MaximumConcurrentActivityWorkItems = activities);
        });
}
