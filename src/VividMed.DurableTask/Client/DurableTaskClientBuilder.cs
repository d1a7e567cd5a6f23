using Microsoft.Extensions.DependencyInjection;

namespace VividMed.DurableTask.Client;

internal sealed class DurableTaskClientBuilder(string name, IServiceCollection services) : IDurableTaskClientBuilder
{
    public string Name => name;

    public IServiceCollection Services => services;
}
