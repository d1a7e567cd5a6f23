using VividMed.Cli.Configuration;
using VividMed.Inference;
using VividMed.Inference.Execution;

namespace VividMed.Cli.Hosting;

/// <summary>What this process runs models on, tried before it takes or begins any work.</summary>
internal static class ModelProvider
{
    /// <summary>How workers of some roles run models, by the settings alone.</summary>
    /// <exception cref="ModelException">The provider cannot be had here.</exception>
    public static ExecutionOptions For(WorkerRoles roles) => For(roles, Settings.Current.ExecutionWith(provider: null));

    /// <summary>How workers of some roles run models. Those without models are not asked for a GPU.</summary>
    /// <exception cref="ModelException">The provider cannot be had here.</exception>
    public static ExecutionOptions For(WorkerRoles roles, ExecutionOptions execution)
    {
        if (!roles.HasFlag(WorkerRoles.Gpu)) return execution;

        ProviderCheck.Require(execution);
        if (ProviderCheck.FallbackOfAuto(execution) is { } reason) Console.Error.WriteLine($"models: auto takes the CPU: {reason}");
        return execution;
    }
}
