using VividMed.Inference;

namespace VividMed.Training;

/// <summary>A model that the repository trains on phantoms, from weights to manifest.</summary>
internal interface IMiniature
{
    string Id { get; }

    /// <summary>What the committed model was trained with.</summary>
    int DefaultSteps { get; }

    /// <param name="start">Weights to begin with; random ones where null.</param>
    TrainedNetwork Train(int steps, int seed, IReadOnlyDictionary<string, (float[] Values, long[] Shape)>? start, IProgress<MiniatureProgress>? progress, CancellationToken cancellation);

    /// <summary>The ONNX file and its largest difference to the trained network.</summary>
    /// <exception cref="ModelException"><c>parity-failed</c>.</exception>
    (byte[] Model, double Difference) Export(WeightStore weights);

    /// <summary>Files beside the model, by name.</summary>
    IReadOnlyDictionary<string, byte[]> SideFiles(WeightStore weights);

    /// <summary>The manifest without provenance; file digests come from <paramref name="file"/>.</summary>
    ModelManifest Describe(Func<string, ModelFile> file);

    /// <summary>What the installed model reaches on fresh phantoms.</summary>
    IReadOnlyDictionary<string, double> Evaluate(ModelManifest manifest, int count, int firstSeed, CancellationToken cancellation);
}
