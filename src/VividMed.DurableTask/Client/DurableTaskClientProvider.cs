using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace VividMed.DurableTask.Client;

internal sealed class DurableTaskClientProvider(IServiceProvider services) : IDurableTaskClientProvider
{
    public DurableTaskClient GetClient(string? name = null) =>
        services.GetKeyedService<DurableTaskClient>(name ?? Options.DefaultName)
        ?? throw new ArgumentOutOfRangeException(nameof(name), name, "No Durable Task client has this name.");
}
