using Microsoft.Extensions.DependencyInjection;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Workflows;
using VividMed.Workflows.Resources;

namespace VividMed.Portability.Tests;

/// <summary>The product's tasks of all roles and what they stand on, composed as the program composes them.</summary>
internal static class Pipeline
{
    public static void AddTasks(DurableTaskRegistry registry) => registry.AddCpuTasks().AddGpuTasks();

    public static void AddServices(IServiceCollection services) =>
        services.AddSingleton(new ExecutionOptions(ExecutionProvider.Cpu)).AddSingleton<PipelineEnvironment>();
}
