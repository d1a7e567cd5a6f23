namespace VividMed.Workflows;

/// <summary>A study that takes no part, with its reason code.</summary>
public sealed record ExcludedStudy(string Study, string Reason);
