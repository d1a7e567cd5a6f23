namespace VividMed.Training;

/// <summary>What to build.</summary>
/// <param name="Models">Ids of <see cref="MiniatureBuilder.Ids"/>.</param>
/// <param name="OutputFolder">The models folder; each model gets its own folder below.</param>
/// <param name="Seed">Weights, phantoms and their order follow from it; phantoms of the evaluation come from another range.</param>
/// <param name="Steps">Training steps of each model; null takes what the committed models were built with.</param>
/// <param name="EvaluationCount">Fresh phantoms that the exported model is measured on, 0 for none.</param>
/// <param name="Threads">Threads that Torch uses. The same number gives the same bytes.</param>
/// <param name="StartFolder">A models folder whose weights the training begins with; null begins with random ones.</param>
public sealed record MiniatureOptions(
    IReadOnlyList<string> Models,
    string OutputFolder,
    int Seed = 1,
    int? Steps = null,
    int EvaluationCount = 40,
    int Threads = 2,
    string? StartFolder = null);
