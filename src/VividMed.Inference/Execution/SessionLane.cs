using Microsoft.ML.OnnxRuntime;

namespace VividMed.Inference.Execution;

/// <summary>One of a model's sessions, on a device of its own. <see cref="Calls"/> and <see cref="Running"/> are the lanes' to change.</summary>
internal sealed class SessionLane(InferenceSession session, BoundMemory? bound) : IDisposable
{
    public InferenceSession Session => session;

    /// <summary>Calls that it was given so far.</summary>
    public long Calls { get; set; }

    /// <summary>Calls that it has not ended yet.</summary>
    public int Running { get; set; }

    public IDisposableReadOnlyCollection<OrtValue> Run(
        RunOptions run, IReadOnlyList<(string Name, OrtValue Value)> inputs, IReadOnlyList<string> outputs) => bound is null
        ? session.Run(run, [.. inputs.Select(static input => input.Name)], [.. inputs.Select(static input => input.Value)], outputs)
        : bound.Run(run, inputs, outputs);

    public void Dispose()
    {
        bound?.Dispose();
        session.Dispose();
    }
}
