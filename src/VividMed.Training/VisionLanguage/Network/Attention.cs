using TorchSharp;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage;

/// <summary>Multi-head attention of a sequence to itself (causal) or to the image's tokens.</summary>
internal sealed class Attention : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> _query, _keyValue, _output;
    private readonly int _heads;
    private readonly bool _causal;

    public Attention(int width, int heads, bool causal)
        : base(nameof(Attention))
    {
        (_heads, _causal) = (heads, causal);
        _query = nn.Linear(width, width);
        _keyValue = nn.Linear(width, 2 * width);
        _output = nn.Linear(width, width);
        RegisterComponents();
    }

    /// <param name="input">[batch, length, width]</param>
    /// <param name="source">[batch, places, width]: what is attended to</param>
    public override Tensor forward(Tensor input, Tensor source)
    {
        var keyValue = _keyValue.call(source).chunk(2, dim: -1);
        var mixed = nn.functional.scaled_dot_product_attention(Split(_query.call(input)), Split(keyValue[0]), Split(keyValue[1]), is_casual: _causal);
        return _output.call(mixed.transpose(1, 2).flatten(2));
    }

    private Tensor Split(Tensor rows) => rows.view(rows.shape[0], rows.shape[1], _heads, -1).transpose(1, 2);
}
