namespace VividMed.Reports;

/// <summary>text[Start..End] in UTF-16 code units.</summary>
public readonly record struct TextSpan(int Start, int End);
