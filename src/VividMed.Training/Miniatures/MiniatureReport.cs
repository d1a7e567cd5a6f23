namespace VividMed.Training;

/// <summary>A built miniature.</summary>
/// <param name="FirstLoss">Mean loss of the first tenth of the steps.</param>
/// <param name="LastLoss">Mean loss of the last tenth.</param>
/// <param name="ParityDifference">The largest difference between Torch and ONNX Runtime over all outputs.</param>
/// <param name="LossPicture">A PNG of the loss of every step.</param>
/// <param name="TrainingMinutes">Wall time of the training alone.</param>
/// <param name="ProcessorMinutes">What the processor spent on it, over all cores.</param>
/// <param name="Metrics">What the exported model reached on fresh phantoms, through the same code as in production.</param>
public sealed record MiniatureReport(
    string Model,
    string ManifestPath,
    double FirstLoss,
    double LastLoss,
    double ParityDifference,
    string LossPicture,
    double TrainingMinutes,
    double ProcessorMinutes,
    IReadOnlyDictionary<string, double> Metrics);
