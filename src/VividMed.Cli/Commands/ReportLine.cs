using VividMed.Reports;

namespace VividMed.Cli;

/// <summary>A line of <c>report tag --jsonl</c>.</summary>
internal sealed record ReportLine(string Id, string Text, TextSpan? Phrase);
