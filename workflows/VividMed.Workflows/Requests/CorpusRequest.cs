namespace VividMed.Workflows.Requests;

/// <summary>Several dataset runs and one training over what they commit; checkpoints go below <see cref="Out"/>.</summary>
public sealed record CorpusRequest(string Run, IReadOnlyList<SynthesisRequest> Datasets, string Out, TrainingRequest? Training);

/// <summary>How each dataset's run ended, in the request's order, and what the training reached (null when it did not start).</summary>
public sealed record CorpusResult(IReadOnlyList<SynthesisResult> Runs, TrainingResult? Training);
