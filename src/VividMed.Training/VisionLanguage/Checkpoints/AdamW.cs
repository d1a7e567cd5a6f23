using VividMed.Training.VisionLanguage.Network;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Checkpoints;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2019) after clipping the gradients' common norm. Its state is plain
/// tensors by name, so a checkpoint holds all of it. Vectors (biases, scales) do not decay; weights without a gradient rest, and those that want none have no state.
/// </summary>
internal sealed class AdamW : IDisposable
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;
    private const double Decay = 0.01;
    private const double LargestNorm = 1;

    private readonly List<(string Name, Tensor Weight, Tensor Mean, Tensor Square)> _entries;

    public AdamW(VividMedNetwork network) =>
        _entries = [.. network.Weights().Where(static weight => weight.Value.requires_grad)
            .Select(static weight => (weight.Name, (Tensor)weight.Value, zeros_like(weight.Value), zeros_like(weight.Value)))];

    /// <summary>First and second moments by name.</summary>
    public IEnumerable<(string Name, Tensor Value)> State() =>
        _entries.SelectMany(
            static entry => ((string, Tensor)[])[("mean." + entry.Name, entry.Mean), ("square." + entry.Name, entry.Square)]);

    /// <param name="step">the step's number, from 1</param>
    /// <param name="learningRate">of this step</param>
    public void Step(int step, double learningRate)
    {
        using var quiet = no_grad();
        var scale = ClipScale();
        var (correction1, correction2) = (1 - Math.Pow(Beta1, step), 1 - Math.Pow(Beta2, step));
        foreach (var (_, weight, mean, square) in _entries)
        {
            if (weight.grad is not { } raw) continue;
            var gradient = raw * scale;
            mean.mul_(Beta1).add_(gradient, alpha: 1 - Beta1);
            square.mul_(Beta2).addcmul_(gradient, gradient, value: 1 - Beta2);
            if (weight.dim() > 1) weight.mul_(1 - (learningRate * Decay));
            weight.addcdiv_(mean, (square / correction2).sqrt() + Epsilon, value: -learningRate / correction1);
        }
    }

    public void Dispose()
    {
        foreach (var (_, _, mean, square) in _entries)
        {
            mean.Dispose();
            square.Dispose();
        }
    }

    private double ClipScale()
    {
        var squares = _entries.Select(static entry => entry.Weight.grad)
            .OfType<Tensor>()
            .Select(static gradient => gradient.square().sum())
            .ToList();
        if (squares.Count == 0) return 1;
        var norm = Math.Sqrt(stack(squares).sum().item<float>());
        return norm > LargestNorm ? LargestNorm / norm : 1;
    }
}
