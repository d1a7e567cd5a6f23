namespace VividMed.Datasets;

/// <summary>value = raw x Slope + Intercept.</summary>
public readonly record struct ValueRescale(double Slope, double Intercept);
