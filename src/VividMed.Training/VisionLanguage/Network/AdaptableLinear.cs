using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>
/// A linear layer that can be led on by a change of low rank while its own weights rest: up · down · alpha / sqrt(rank). The root keeps the size of
/// the change whatever its rank (rank-stabilised LoRA, Kalajdzievski 2023, arXiv 2312.03732; LoRA: Hu et al. 2021, arXiv 2106.09685).
/// </summary>
internal sealed class AdaptableLinear : nn.Module<Tensor, Tensor>
{
    private readonly TorchSharp.Modules.Parameter _weight;
    private readonly TorchSharp.Modules.Parameter? _bias;
    // Held beside the module's own parameters: it comes and goes with a stage.
    private Change? _change;

    public AdaptableLinear(int inputs, int outputs, bool hasBias = true)
        : base(nameof(AdaptableLinear))
    {
        var begun = nn.Linear(inputs, outputs, hasBias);
        (_weight, _bias) = (begun.weight!, begun.bias);
        RegisterComponents();
    }

    /// <param name="input">[.., inputs]</param>
    /// <returns>[.., outputs]</returns>
    public override Tensor forward(Tensor input)
    {
        var own = nn.functional.linear(input, _weight, _bias);
        return _change is { } change ? own + (nn.functional.linear(nn.functional.linear(input, change.Down), change.Up) * change.Scale) : own;
    }

    /// <summary>Gives the layer a change that is nothing yet; its first factor is drawn from Torch's global generator.</summary>
    public void Adapt(int rank, double alpha)
    {
        var (outputs, inputs) = (_weight.shape[0], _weight.shape[1]);
        _change = new Change(
            new TorchSharp.Modules.Parameter(randn(rank, inputs) / Math.Sqrt(inputs)), new TorchSharp.Modules.Parameter(zeros(outputs, rank)), alpha / Math.Sqrt(rank));
    }

    /// <summary>The change's factors by name; none without a change.</summary>
    public IEnumerable<(string Name, TorchSharp.Modules.Parameter Value)> Factors() => _change is { } change ? [("down", change.Down), ("up", change.Up)] : [];

    /// <summary>Makes the change part of the weights: the layer gives what it gave, and has none any more.</summary>
    public void Merge()
    {
        if (_change is not { } change) return;
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        _weight.add_(change.Up.matmul(change.Down), alpha: change.Scale);
        change.Down.Dispose();
        change.Up.Dispose();
        _change = null;
    }

    /// <summary>Down [rank, inputs] and Up [outputs, rank].</summary>
    private sealed record Change(TorchSharp.Modules.Parameter Down, TorchSharp.Modules.Parameter Up, double Scale);
}
