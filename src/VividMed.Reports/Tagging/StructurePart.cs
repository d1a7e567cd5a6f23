namespace VividMed.Reports;

/// <summary>A structure at tokens[Start..End] with the compositions that it can be part of; none for one that only stands in the way.</summary>
internal readonly record struct StructurePart(int Start, int End, Composition[] Rules);
