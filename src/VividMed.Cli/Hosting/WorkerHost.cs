using Microsoft.DurableTask.Worker.Grpc;
using VividMed.Cli.Configuration;
using VividMed.Inference.Execution;
using VividMed.Workflows;
using VividMed.Workflows.Resources;

namespace VividMed.Cli.Hosting;

/// <summary>
/// The workers of this process. A gpu worker takes one activity at a time: the device is the bottleneck and its memory the limit.
/// </summary>
internal static class WorkerHost
{
    /// <param name="execution">As <see cref="ModelProvider"/> gives it: a worker takes no work that it cannot do.</param>
    /// <param name="isLost">Whether the hub is lost for good: what fails from then on fails because of that, and is not logged.</param>
    public static IHost Build(
        HubConnection hub, WorkerRoles roles, LogLevel logLevel, TimeSpan drain, ExecutionOptions execution, Func<bool>? isLost = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging(logging => logging.AddStandardError(logLevel)
            .AddFilter("Microsoft.DurableTask", level => level >= LogLevel.Warning && isLost?.Invoke() is not true))
            .AddTelemetry("vividmed-worker", Settings.Current.OtlpEndpoint);
        builder.Services.Configure<HostOptions>(
            options => (options.ShutdownTimeout, options.ServicesStopConcurrently) = (drain + Shutdown.AfterDrain, true));
        builder.Services.AddSingleton<WorkInHand>().AddSingleton(TimeProvider.System);
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<WorkerDrain>(services, drain));
        builder.Services.AddSingleton(ProcessSecrets.Storage);
        builder.Services.AddSingleton(execution);
        builder.Services.AddSingleton<PipelineEnvironment>();
        builder.Services.AddSingleton(ProcessSecrets.Llm);
        builder.Services.AddDurableTaskClient(hub.Use);
        if (roles.HasFlag(WorkerRoles.Cpu))
        {
            AddWorker(builder.Services, hub, "cpu", registry => registry.AddCpuTasks(), Environment.ProcessorCount);
        }

        if (roles.HasFlag(WorkerRoles.Gpu)) AddWorker(builder.Services, hub, "gpu", registry => registry.AddGpuTasks(), activities: 1);
        return builder.Build();
    }

    private static void AddWorker(
        IServiceCollection services, HubConnection hub, string role, Action<DurableTaskRegistry> tasks, int activities) =>
        services.AddDurableTaskWorker(role, worker =>
        {
            worker.AddTasks(tasks);
            worker.UseWorkItemFilters();
            hub.Use(worker);
            services.AddOptions<GrpcDurableTaskWorkerOptions>(role).PostConfigure<WorkInHand>(static (options, hand) =>
                (options.CallInvoker, options.Channel) = (hand.Over(options.CallInvoker ?? options.Channel!.CreateCallInvoker()), null));
            worker.Configure(options => options.Concurrency.MaximumConcurrentActivityWorkItems = activities);
        });
}

/// <summary>What a worker takes: orchestrators and light stages (cpu), models and training (gpu), or both.</summary>
[Flags]
internal enum WorkerRoles
{
    None = 0,
    Cpu = 1,
    Gpu = 2,
    All = Cpu | Gpu,
}
