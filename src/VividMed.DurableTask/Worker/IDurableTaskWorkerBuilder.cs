using Microsoft.Extensions.DependencyInjection;

namespace VividMed.DurableTask.Worker;

public interface IDurableTaskWorkerBuilder
{
    string Name { get; }

    IServiceCollection Services { get; }
}
