namespace VividMed.Workflows;

/// <summary>
/// Asks the hub what waits of instances whose ids begin so and is taken by no worker. Engines that cannot tell answer with nothing.
/// </summary>
public delegate Task<IReadOnlyList<UnservedWork>> UnservedWorkReader(string instanceIdPrefix, CancellationToken cancellationToken);
