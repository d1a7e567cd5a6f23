using Microsoft.ML.OnnxRuntime;

namespace VividMed.Inference.Execution;

/// <summary>
/// Runs with inputs and outputs bound ahead, so that the runtime copies inputs to the device once and results straight into memory of
/// this process. One run at a time: the binding is the session's.
/// </summary>
internal sealed class BoundMemory(InferenceSession session) : IDisposable
{
    private readonly OrtIoBinding _binding = session.CreateIoBinding();
    private readonly Lock _gate = new();

    public IDisposableReadOnlyCollection<OrtValue> Run(
        RunOptions run, IReadOnlyList<(string Name, OrtValue Value)> inputs, IReadOnlyList<string> outputs)
    {
        lock (_gate)
        {
            // Inputs are copied when they are bound, not when they run: each run binds its own.
            _binding.ClearBoundInputs();
            _binding.ClearBoundOutputs();
            foreach (var (name, value) in inputs) _binding.BindInput(name, value);
            foreach (var name in outputs) _binding.BindOutputToDevice(name, OrtMemoryInfo.DefaultInstance);
            _binding.SynchronizeBoundInputs();
            session.RunWithBinding(run, _binding);
            _binding.SynchronizeBoundOutputs();
            return _binding.GetOutputValues();
        }
    }

    public void Dispose() => _binding.Dispose();
}
