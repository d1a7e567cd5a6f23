using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace VividMed.DurableTask.Client;

public static class ServiceCollectionExtensions
{
    public static IServiceCollection AddDurableTaskClient(this IServiceCollection services, Action<IDurableTaskClientBuilder> configure) =>
        services.AddDurableTaskClient(Options.DefaultName, configure);

    public static IServiceCollection AddDurableTaskClient(this IServiceCollection services, string name, Action<IDurableTaskClientBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        DurableTaskClientBuilder builder = new(name, services);
        services.AddOptions();
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
