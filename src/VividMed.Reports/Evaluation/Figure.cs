namespace VividMed.Reports;

/// <summary>A figure between 0 and 1 with its 95 % bootstrap interval; NaN is never used: a figure of nothing is 0.</summary>
public readonly record struct Figure(double Value, double Low, double High);
