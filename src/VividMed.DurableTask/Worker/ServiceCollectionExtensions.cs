using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace VividMed.DurableTask.Worker;

public static class ServiceCollectionExtensions
{
    public static IServiceCollection AddDurableTaskWorker(this IServiceCollection services, Action<IDurableTaskWorkerBuilder> configure) =>
        services.AddDurableTaskWorker(Options.DefaultName, configure);

    /// <summary>Adds a worker and returns its builder.</summary>
    public static IDurableTaskWorkerBuilder AddDurableTaskWorker(this IServiceCollection services, string? name = null)
    {
        IDurableTaskWorkerBuilder? added = null;
        services.AddDurableTaskWorker(name ?? Options.DefaultName, builder => added = builder);
        return added!;
    }

    /// <summary>Adds a worker as a hosted service. A second call with the same name adds to the same worker.</summary>
    public static IServiceCollection AddDurableTaskWorker(this IServiceCollection services, string name, Action<IDurableTaskWorkerBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<DurableTaskWorkerOptions>(name).PostConfigure<IServiceProvider>((options, provider) => options.UseConverterOf(provider));
        configure(new DurableTaskWorkerBuilder(name, services));
        if (!services.Any(service => service.IsKeyedService && service.ServiceType == typeof(GrpcDurableTaskWorker) && Equals(service.ServiceKey, name)))
        {
            services.AddKeyedSingleton(name, (provider, _) => ActivatorUtilities.CreateInstance<GrpcDurableTaskWorker>(provider, name));

            // Not AddHostedService: it keeps one service per type, and several named workers are of one type.
            services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<GrpcDurableTaskWorker>(name));
        }

        return services;
    }
}
