using VividMed.Inference;
using VividMed.Inference.Execution;

namespace VividMed.Cli.Checkups;

/// <summary>What models run on here, and why not on a GPU.</summary>
internal static class DeviceCheck
{
    private const string Part = "device";

    public static CheckLine Look(Func<ExecutionOptions> chosen)
    {
        try
        {
            var options = chosen();
            ProviderCheck.Require(options);
            var name = options.Provider.ToString().ToLowerInvariant();
            return ProviderCheck.FallbackOfAuto(options) is { } reason
                ? CheckLine.Ok(Part, name, $"models run on the CPU: {reason}")
                : CheckLine.Ok(Part, name, options.Provider == Inference.Manifests.ExecutionProvider.Auto ? "models run on the GPU" : $"models run on {name}");
        }
        catch (ModelException missing)
        {
            return CheckLine.Bad(Part, "provider", missing.Message.ReplaceLineEndings(" "), "install what is missing, or take --provider cpu");
        }
    }
}
