namespace VividMed.Workflows;

/// <summary>How each dataset's run ended, in the request's order, and what the training reached (null when it did not start).</summary>
public sealed record CorpusResult(IReadOnlyList<SynthesisResult> Runs, TrainingResult? Training);
