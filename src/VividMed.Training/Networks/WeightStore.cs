using TorchSharp;
using VividMed.Inference;
using static TorchSharp.torch;

namespace VividMed.Training.Networks;

/// <summary>A network's weights and running statistics by name, in the order of their first use.</summary>
/// <param name="seed">Of the first weights: every store has a generator of its own, since Torch's global one is shared by all that trains
/// in the process.</param>
internal sealed class WeightStore(int seed) : IDisposable
{
    private readonly Dictionary<string, Tensor> _tensors = [];
    private readonly List<string> _trainable = [];
    private readonly Generator _generator = new((ulong)seed);

    public IReadOnlyList<string> Trainable => _trainable;

    public Tensor this[string name] => _tensors[name];

    public long ParameterCount => _trainable.Sum(name => _tensors[name].numel());

    /// <summary>A learned tensor; created by <paramref name="create"/> at its first use.</summary>
    public Tensor Weight(string name, Func<Tensor> create)
    {
        if (_tensors.TryGetValue(name, out var known)) return known;

        var tensor = new TorchSharp.Modules.Parameter(create().detach()).DetachFromDisposeScope();
        _trainable.Add(name);
        return _tensors[name] = tensor;
    }

    /// <summary>Draws from the standard normal distribution; equal seeds and calls give equal values.</summary>
    public Tensor Normal(long[] shape) => randn(shape, generator: _generator);

    /// <summary>A tensor that no gradient reaches.</summary>
    public Tensor Buffer(string name, Func<Tensor> create)
    {
        if (_tensors.TryGetValue(name, out var known)) return known;
        return _tensors[name] = create().detach().DetachFromDisposeScope();
    }

    public IEnumerable<TorchSharp.Modules.Parameter> Parameters() =>
        _trainable.Select(name => (TorchSharp.Modules.Parameter)_tensors[name]);

    public float[] Values(string name) => _tensors[name].detach().contiguous().data<float>().ToArray();

    public long[] Shape(string name) => _tensors[name].shape;

    /// <summary>Takes the values of a network of the same shape, such as one trained before.</summary>
    /// <exception cref="ModelException"><c>weights-differ</c>: a tensor is missing there or has another shape.</exception>
    public void CopyFrom(IReadOnlyDictionary<string, (float[] Values, long[] Shape)> known)
    {
        using var none = no_grad();
        foreach (var (name, tensor) in _tensors)
        {
            if (!known.TryGetValue(name, out var given) || !given.Shape.SequenceEqual(tensor.shape))
            {
                throw new ModelException(
                    "weights-differ",
                    $"the model to start from has no tensor {name} of the shape [{string.Join(", ", tensor.shape)}]: it was built by another version");
            }

            using var values = torch.tensor(given.Values).reshape(given.Shape);
            tensor.copy_(values);
        }
    }

    /// <summary>An independent copy, to hold a moving average.</summary>
    public WeightStore Clone()
    {
        var copy = new WeightStore(seed);
        foreach (var (name, tensor) in _tensors)
        {
            if (_trainable.Contains(name)) copy.Weight(name, () => tensor.clone());
            else copy.Buffer(name, () => tensor.clone());
        }

        return copy;
    }

    /// <summary>Moves every tensor of this average towards the present one: new = keep * old + (1 - keep) * present.</summary>
    public void MoveTowards(WeightStore present, double keep)
    {
        using var none = no_grad();
        foreach (var (name, tensor) in _tensors) tensor.lerp_(present[name], 1 - keep);
    }

    public void Dispose()
    {
        foreach (var tensor in _tensors.Values) tensor.Dispose();
        _generator.Dispose();
    }
}
