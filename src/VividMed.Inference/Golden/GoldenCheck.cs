using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Golden;

/// <summary>
/// Which sessions must reproduce the manifest's golden cases before they are used. TensorRT has compiled the sampling of deformable
/// attention silently wrong, and a CUDA graph replays whatever it recorded: neither is trusted without.
/// </summary>
internal static class GoldenCheck
{
    /// <exception cref="ModelException"><c>not-qualified</c>.</exception>
    public static void Require(ModelSession session)
    {
        if (!IsNeeded(session.Provider, session.Options)) return;
        if (session.Manifest.Golden is not { Count: > 0 })
        {
            throw new ModelException("not-qualified", $"model {session.Manifest.Id} is to run on {session.Provider}, which needs golden cases in its manifest (golden): record them with vividmed models check --record-golden");
        }

        if (GoldenRunner.Run(session, CancellationToken.None).FirstOrDefault(static result => !result.Passed) is { } failed)
        {
            throw new ModelException(
                "not-qualified", $"model {session.Manifest.Id} on {session.Provider} differs from its golden outputs: {failed}");
        }
    }

    public static bool IsNeeded(ExecutionProvider provider, ExecutionOptions options) =>
        provider == ExecutionProvider.Tensorrt || options.CudaGraph;
}
