namespace VividMed.Inference;

/// <summary>What a session was asked so far.</summary>
/// <param name="Runs">Calls of ONNX Runtime.</param>
/// <param name="Items">Images or windows in them.</param>
/// <param name="Busy">Time spent within ONNX Runtime, summed over overlapping calls.</param>
public readonly record struct SessionUsage(long Runs, long Items, TimeSpan Busy);
