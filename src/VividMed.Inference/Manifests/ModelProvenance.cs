namespace VividMed.Inference;

/// <summary>Where the weights come from and what was measured. Metrics are flat, such as <c>dice/left lung</c>.</summary>
public sealed record ModelProvenance(
    string TrainedOn,
    string? Command = null,
    int? Seed = null,
    int? Steps = null,
    IReadOnlyDictionary<string, double>? Metrics = null);
