using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using VividMed.DurableTask.Client.Grpc;

namespace VividMed.DurableTask.Client;

public static class DurableTaskClientPayloadExtensions
{
    /// <summary>Keeps large payloads out of the hub: they go to the <see cref="PayloadStore"/> that is registered as a service.</summary>
    public static IDurableTaskClientBuilder UseExternalizedPayloads(this IDurableTaskClientBuilder builder)
    {
        string name = builder.Name;
        builder.Services.AddOptions<GrpcDurableTaskClientOptions>(name)
            .Configure<PayloadStore, IOptionsMonitor<LargePayloadStorageOptions>>((grpc, store, options) =>
                grpc.Interceptors.Add(new PayloadInterceptor(store, options.Get(name))));
        return builder;
    }

    /// <summary>The same; without a registered store they go to the storage account that the options name.</summary>
    public static IDurableTaskClientBuilder UseExternalizedPayloads(this IDurableTaskClientBuilder builder, Action<LargePayloadStorageOptions> configure)
    {
        string name = builder.Name;
        builder.Services.Configure(name, configure);
        builder.Services.TryAddSingleton(services => BlobPayloads.Open(services.GetRequiredService<IOptionsMonitor<LargePayloadStorageOptions>>().Get(name)));
        return builder.UseExternalizedPayloads();
    }
}
