namespace VividMed.Reports;

/// <summary>What a state word says of the finding that a composition makes of it.</summary>
internal readonly record struct StatePart(Composition Rule, Target Target, Polarity? Stated);
