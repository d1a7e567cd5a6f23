namespace VividMed.Reports;

/// <summary>The answer to a line with a phrase: what its text asserts of that phrase.</summary>
public sealed record AssertionDocument(string Id, Assertion Assertion);
