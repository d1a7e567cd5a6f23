using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using VividMed.DurableTask.Client.Grpc;

namespace VividMed.DurableTask.Client;

public static class ServiceCollectionExtensions
{
    public static IServiceCollection AddDurableTaskClient(this IServiceCollection services, Action<IDurableTaskClientBuilder> configure) =>
        services.AddDurableTaskClient(Options.DefaultName, configure);

    /// <summary>Adds a client and returns its builder.</summary>
    public static IDurableTaskClientBuilder AddDurableTaskClient(this IServiceCollection services, string? name = null)
    {
        IDurableTaskClientBuilder? added = null;
        services.AddDurableTaskClient(name ?? Options.DefaultName, builder => added = builder);
        return added!;
    }

    public static IServiceCollection AddDurableTaskClient(this IServiceCollection services, string name, Action<IDurableTaskClientBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        DurableTaskClientBuilder builder = new(name, services);
        services.AddOptions<GrpcDurableTaskClientOptions>(name).PostConfigure<IServiceProvider>((options, provider) => options.UseConverterOf(provider));
        services.TryAddSingleton<IDurableTaskClientProvider, DurableTaskClientProvider>();
        services.TryAddKeyedSingleton<DurableTaskClient>(
            name,
            (provider, _) => new GrpcDurableTaskClient(name, provider.GetRequiredService<IOptionsMonitor<GrpcDurableTaskClientOptions>>().Get(name)));
        configure(builder);
        if (name == Options.DefaultName)
        {
            builder.RegisterDirectly();
        }

        return services;
    }
}
