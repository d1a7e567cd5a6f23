namespace VividMed.Reports;

/// <summary>A target on a side; None where the side does not matter or is unknown.</summary>
public readonly record struct SidedTarget(Target Target, Side Side);
