using Microsoft.Extensions.DependencyInjection;

namespace VividMed.DurableTask.Worker;

internal sealed class DurableTaskWorkerBuilder(string name, IServiceCollection services) : IDurableTaskWorkerBuilder
{
    public string Name => name;

    public IServiceCollection Services => services;
}
