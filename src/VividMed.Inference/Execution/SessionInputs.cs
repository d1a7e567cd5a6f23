using Microsoft.ML.OnnxRuntime;

namespace VividMed.Inference.Execution;

/// <summary>The tensors of one call, by role.</summary>
internal sealed class SessionInputs : IDisposable
{
    private readonly List<(string Role, OrtValue Value)> _values = [];

    public IReadOnlyList<(string Role, OrtValue Value)> Values => _values;

    public void Add(string role, OrtValue value) => _values.Add((role, value));

    public void Dispose() => _values.ForEach(static input => input.Value.Dispose());
}
