namespace VividMed.Imaging;

/// <summary>One line of a wrapped text: the UTF-16 offsets of its first character and after its last.</summary>
internal readonly record struct ReportLine(int Start, int End);
