namespace VividMed.Workflows;

/// <summary>A study that could not be processed: at which stage, why (a stable code and a message without report text), and from which input.</summary>
public sealed record QuarantinedStudy(string Study, string Stage, string Reason, string Message, string? Input);
