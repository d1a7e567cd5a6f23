using VividMed.Inference;
using VividMed.Inference.Manifests;
using VividMed.Phantoms.Radiographs;
using VividMed.Taxonomy;
using VividMed.Training.Networks;
using VividMed.Training.Onnx;
using VividMed.Training.Torch;
using static TorchSharp.torch;

namespace VividMed.Training.Miniatures;

/// <summary>A model that the repository trains on phantoms, from weights to manifest.</summary>
/// <param name="defaultSteps">What the committed model was trained with.</param>
/// <param name="parityTolerance">The largest difference between Torch and ONNX Runtime that an export may show.</param>
internal abstract class Miniature(string id, int defaultSteps, double learningRate, double clip, double parityTolerance)
{
    public string Id => id;

    public int DefaultSteps => defaultSteps;

    /// <param name="start">Weights to begin with; random ones where null.</param>
    public TrainedNetwork Train(
        int steps, int seed, IReadOnlyDictionary<string, (float[] Values, long[] Shape)>? start,
        IProgress<MiniatureProgress>? progress, CancellationToken cancellationToken)
    {
        var weights = new WeightStore(seed);
        using (TorchSection.Enter())
        using (no_grad()) CreateWeights(new TorchOperations(weights, training: false));
        if (start is not null) weights.CopyFrom(start);
        var (examples, loss) = Learn(new TorchOperations(weights, training: true), seed);
        using (examples)
        {
            var (average, losses) = new TrainingLoop(id, steps, learningRate, clip).Run(weights, loss, progress, cancellationToken);
            weights.Dispose();
            return new TrainedNetwork(average, losses);
        }
    }

    /// <summary>The ONNX file and its largest difference to the trained network.</summary>
    /// <exception cref="ModelException"><c>parity-failed</c>.</exception>
    public (byte[] Model, double Difference) Export(WeightStore weights)
    {
        var graph = new OnnxGraph(id);
        Draw(graph, new OnnxOperations(weights, graph));
        var model = graph.ToBytes(MiniatureBuilder.IntendedUse, MiniatureBuilder.Properties);

        using var section = TorchSection.Enter();
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var (inputs, outputs) = Compute(new TorchOperations(weights, training: false), weights);
        var expected = outputs.Select(static output => (output.Name, output.Value.contiguous().data<float>().ToArray())).ToArray();
        return (model, OnnxParity.Check(model, [.. inputs.Select(static input => new OnnxInput(input.Name, input.Values, input.Shape))], expected, parityTolerance));
    }

    /// <summary>Files beside the model, by name.</summary>
    public virtual IReadOnlyDictionary<string, byte[]> SideFiles(WeightStore weights) => new Dictionary<string, byte[]>();

    /// <summary>The manifest without provenance; file digests come from <paramref name="file"/>.</summary>
    public abstract ModelManifest Describe(Func<string, ModelFile> file);

    /// <summary>What the installed model reaches on fresh phantoms.</summary>
    /// <param name="radiographs">How the phantoms come about, for a model of radiographs.</param>
    public abstract IReadOnlyDictionary<string, double> Evaluate(
        ModelManifest manifest, int count, int firstSeed, RadiographKind radiographs, CancellationToken cancellationToken);

    /// <summary>The kinds of radiographs that it learns from, and is measured on.</summary>
    public virtual IReadOnlyList<RadiographKind> Radiographs => [RadiographKind.Drawn];

    /// <summary>Runs the network once on anything, which makes its weights.</summary>
    protected abstract void CreateWeights(TorchOperations operations);

    /// <summary>
    /// Where examples come from, to be disposed after the last step, and the loss of one step, told the share of the training done.
    /// </summary>
    protected abstract (IDisposable Examples, Func<double, Tensor> Loss) Learn(TorchOperations operations, int seed);

    /// <summary>Writes the network into the graph, with its inputs and outputs.</summary>
    protected abstract void Draw(OnnxGraph graph, OnnxOperations operations);

    /// <summary>Inputs to compare on, and what the trained network makes of them.</summary>
    protected abstract ((string Name, float[] Values, long[] Shape)[] Inputs, (string Name, Tensor Value)[] Outputs) Compute(
        TorchOperations operations, WeightStore weights);

    /// <summary>What every miniature says of itself.</summary>
    protected ModelManifest Manifest(
        ModelKind kind, Modality modality, Func<string, ModelFile> file,
        Dictionary<string, string> inputs, Dictionary<string, string> outputs, IReadOnlyList<ModelLabel> labels) => new()
        {
            SchemaReference = MiniatureBuilder.SchemaReference,
            Schema = ModelManifest.CurrentSchema,
            Id = id,
            Version = "1",
            Kind = kind,
            Modality = modality,
            License = "MIT",
            IntendedUse = MiniatureBuilder.IntendedUse,
            PhantomsOnly = true,
            Model = file(MiniatureBuilder.ModelFileName),
            Inputs = inputs,
            Outputs = outputs,
            Labels = labels,
        };

    /// <summary>Seeds of the examples to learn from; the evaluation has others.</summary>
    protected static int FirstSeed(int seed) => 1_000_000 + (seed * 100_000);
}
