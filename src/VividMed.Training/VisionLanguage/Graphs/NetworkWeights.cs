using VividMed.Training.VisionLanguage.Checkpoints;
using VividMed.Training.VisionLanguage.Network;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Graphs;

/// <summary>A trained network's weights by their names, as a graph wants them.</summary>
internal sealed class NetworkWeights
{
    private readonly Dictionary<string, NamedTensor> _values;
    private readonly Dictionary<string, int> _strides;

    public NetworkWeights(VividMedNetwork network)
    {
        _values = network.Weights().ToDictionary(static weight => weight.Name, static weight => Read(weight.Name, weight.Value), StringComparer.Ordinal);
        _strides = network.named_modules().Where(static named => named.module is DepthAdaptiveConvolution)
            .ToDictionary(static named => named.name.Replace("_", "", StringComparison.Ordinal), static named => ((DepthAdaptiveConvolution)named.module).Stride, StringComparer.Ordinal);
    }

    public NamedTensor this[string name] => _values[name];

    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>Of a convolution along every axis.</summary>
    public int StrideOf(string convolution) => _strides[convolution];

    /// <summary>A matrix [outputs, inputs] as [inputs, outputs]; axes of length 1 behind them are left out.</summary>
    public NamedTensor Transposed(string name)
    {
        using var scope = NewDisposeScope();
        return Read(name, Torch(name).flatten(1).t());
    }

    /// <summary>A kernel [to, from, depth, height, width] as a single slice sees it.</summary>
    public NamedTensor SummedOverDepth(string name)
    {
        using var scope = NewDisposeScope();
        return Read(name, Torch(name).sum(2, keepdim: true));
    }

    /// <summary>[cells, outputs]: what a layer makes of where the cells of a map lie.</summary>
    public NamedTensor Positions(string layer, GraphMap map)
    {
        using var scope = NewDisposeScope();
        return Read(layer, nn.functional.linear(Coordinates.Fourier(Empty(map)), Torch($"{layer}.weight"), Torch($"{layer}.bias")));
    }

    /// <summary>[cells, 3]: where the cells of a map lie, as fractions x, y, z of the image.</summary>
    public static NamedTensor Cells(GraphMap map)
    {
        using var scope = NewDisposeScope();
        return Read("cells", Coordinates.Of(Empty(map)));
    }

    /// <summary>[3, cells]: the same from -1 to 1, axis by axis.</summary>
    public static NamedTensor Centered(GraphMap map)
    {
        using var scope = NewDisposeScope();
        return Read("centered", ((Coordinates.Of(Empty(map)) * 2) - 1).t());
    }

    private static Tensor Empty(GraphMap map) => zeros([1, 1, map.Depth, map.Height, map.Width]);

    private Tensor Torch(string name) => tensor(_values[name].Values, _values[name].Shape);

    private static NamedTensor Read(string name, Tensor values)
    {
        using var dense = values.detach().contiguous();
        return new NamedTensor(name, dense.shape, dense.data<float>().ToArray());
    }
}

/// <summary>A value [batch, channels, depth, height, width] of a graph.</summary>
internal readonly record struct GraphMap(string Value, int Channels, int Depth, int Height, int Width)
{
    public long Cells => (long)Depth * Height * Width;

    /// <summary>Its axes as an input or output names them.</summary>
    public string[] Shape(string first) => [first, $"{Channels}", $"{Depth}", $"{Height}", $"{Width}"];
}
