using VividMed.Cli.Configuration;
using VividMed.Inference;
using VividMed.Inference.Execution;

namespace VividMed.Cli.Hosting;

/// <summary>What this process runs models on, tried before it takes or begins any work.</summary>
internal static class ModelProvider
{
    /// <summary>How workers of some roles run models, by flag and settings. Those without models are not asked for a GPU.</summary>
    /// <exception cref="ModelException">The provider is not known, or cannot be had here.</exception>
    public static ExecutionOptions For(WorkerRoles roles, string? provider)
    {
        var execution = Settings.Current.ExecutionWith(provider);
        if (!roles.HasFlag(WorkerRoles.Gpu)) return execution;

        ProviderCheck.Require(execution);
        if (ProviderCheck.FallbackOfAuto(execution) is { } reason) Console.Error.WriteLine($"vividmed: models run on the CPU: {reason}");
        return execution;
    }
}
