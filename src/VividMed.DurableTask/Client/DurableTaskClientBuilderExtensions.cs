using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VividMed.DurableTask.Client.Grpc;

namespace VividMed.DurableTask.Client;

public static class DurableTaskClientBuilderExtensions
{
    public static IDurableTaskClientBuilder UseGrpc(this IDurableTaskClientBuilder builder) => builder.UseGrpc(_ => { });

    public static IDurableTaskClientBuilder UseGrpc(this IDurableTaskClientBuilder builder, string? address) =>
        builder.UseGrpc(options => options.Address = address);

    public static IDurableTaskClientBuilder UseGrpc(this IDurableTaskClientBuilder builder, GrpcChannel channel) =>
        builder.UseGrpc(options => options.Channel = channel);

    public static IDurableTaskClientBuilder UseGrpc(this IDurableTaskClientBuilder builder, Action<GrpcDurableTaskClientOptions> configure)
    {
        builder.Services.Configure(builder.Name, configure);
        return builder;
    }

    public static IDurableTaskClientBuilder Configure(this IDurableTaskClientBuilder builder, Action<DurableTaskClientOptions> configure) =>
        builder.UseGrpc(options => configure(options));

    public static IDurableTaskClientBuilder UseDefaultVersion(this IDurableTaskClientBuilder builder, string version) =>
        builder.Configure(options => options.DefaultVersion = version);

    /// <summary>Lets a named client be injected as plain <see cref="DurableTaskClient"/>; the default client always can.</summary>
    public static IDurableTaskClientBuilder RegisterDirectly(this IDurableTaskClientBuilder builder)
    {
        string name = builder.Name;
        builder.Services.TryAddSingleton(services => services.GetRequiredKeyedService<DurableTaskClient>(name));
        return builder;
    }
}
