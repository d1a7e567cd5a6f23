using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using VividMed.DurableTask.Worker.Grpc;

namespace VividMed.DurableTask.Worker;

public static class DurableTaskWorkerBuilderExtensions
{
    /// <summary>Registers orchestrators and activities; may be called several times.</summary>
    public static IDurableTaskWorkerBuilder AddTasks(this IDurableTaskWorkerBuilder builder, Action<DurableTaskRegistry> configure)
    {
        builder.Services.Configure(builder.Name, configure);
        return builder;
    }

    public static IDurableTaskWorkerBuilder Configure(this IDurableTaskWorkerBuilder builder, Action<DurableTaskWorkerOptions> configure)
    {
        builder.Services.Configure(builder.Name, configure);
        return builder;
    }

    public static IDurableTaskWorkerBuilder UseVersioning(this IDurableTaskWorkerBuilder builder, DurableTaskWorkerOptions.VersioningOptions versionOptions) =>
        builder.Configure(options => options.Versioning = versionOptions);

    /// <summary>Asks the hub for the registered names only.</summary>
    public static IDurableTaskWorkerBuilder UseWorkItemFilters(this IDurableTaskWorkerBuilder builder) =>
        builder.ConfigureFilters(filters => filters.Enabled = true);

    /// <summary>Asks the hub for the named work only; null asks for everything.</summary>
    public static IDurableTaskWorkerBuilder UseWorkItemFilters(this IDurableTaskWorkerBuilder builder, DurableTaskWorkerWorkItemFilters? workItemFilters) =>
        builder.ConfigureFilters(filters => (filters.Enabled, filters.Explicit) = (workItemFilters is not null, workItemFilters));

    public static IDurableTaskWorkerBuilder UseGrpc(this IDurableTaskWorkerBuilder builder) => builder.UseGrpc(_ => { });

    public static IDurableTaskWorkerBuilder UseGrpc(this IDurableTaskWorkerBuilder builder, string address) =>
        builder.UseGrpc(options => options.Address = address);

    public static IDurableTaskWorkerBuilder UseGrpc(this IDurableTaskWorkerBuilder builder, GrpcChannel channel) =>
        builder.UseGrpc(options => options.Channel = channel);

    public static IDurableTaskWorkerBuilder UseGrpc(this IDurableTaskWorkerBuilder builder, Action<GrpcDurableTaskWorkerOptions> configure)
    {
        builder.Services.Configure(builder.Name, configure);
        return builder;
    }

    private static IDurableTaskWorkerBuilder ConfigureFilters(this IDurableTaskWorkerBuilder builder, Action<WorkItemFilterOptions> configure)
    {
        builder.Services.Configure(builder.Name, configure);
        return builder;
    }
}
