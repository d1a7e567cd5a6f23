using Microsoft.Extensions.DependencyInjection;

namespace VividMed.DurableTask.Client;

public interface IDurableTaskClientBuilder
{
    string Name { get; }

    IServiceCollection Services { get; }
}
