namespace VividMed.Workflows;

/// <summary>Several dataset runs and one training over what they commit; checkpoints go below <see cref="Out"/>.</summary>
public sealed record CorpusRequest(string Run, IReadOnlyList<SynthesisRequest> Datasets, string Out, TrainingRequest? Training);
