using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>Multi-head causal attention of a sequence to itself.</summary>
internal sealed class WordAttention : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> _queryKeyValue, _output;
    private readonly int _heads;

    public WordAttention(int width, int heads)
        : base(nameof(WordAttention))
    {
        _heads = heads;
        _queryKeyValue = new AdaptableLinear(width, 3 * width);
        _output = new AdaptableLinear(width, width);
        RegisterComponents();
        Quiet.Begin(_output);
    }

    /// <param name="input">[batch, length, width]</param>
    public override Tensor forward(Tensor input)
    {
        var (query, own) = Parts(input);
        return Mix(query, own, causal: true);
    }

    /// <summary>Room for the keys and values of so many words.</summary>
    public KeyValues Room(long batch, int words)
    {
        long[] shape = [batch, _heads, words, _output.parameters().First().shape[0] / _heads];
        return new KeyValues(zeros(shape), zeros(shape));
    }

    /// <summary>Attends to the words before, of which there are so many, and to the input itself; both are kept.</summary>
    public Tensor Continue(Tensor input, KeyValues memory, int length)
    {
        var (query, own) = Parts(input);
        var count = input.shape[1];
        memory.Keys.narrow(2, length, count).copy_(own.Keys);
        memory.Values.narrow(2, length, count).copy_(own.Values);
        return Mix(query, new KeyValues(memory.Keys.narrow(2, 0, length + count), memory.Values.narrow(2, 0, length + count)), causal: count > 1);
    }

    private (Tensor Query, KeyValues Own) Parts(Tensor input)
    {
        var parts = _queryKeyValue.call(input).chunk(3, dim: -1);
        return (AttentionHeads.Split(parts[0], _heads), new KeyValues(AttentionHeads.Split(parts[1], _heads), AttentionHeads.Split(parts[2], _heads)));
    }

    private Tensor Mix(Tensor query, KeyValues source, bool causal) =>
        _output.call(nn.functional.scaled_dot_product_attention(query, source.Keys, source.Values, is_casual: causal).transpose(1, 2).flatten(2));
}
