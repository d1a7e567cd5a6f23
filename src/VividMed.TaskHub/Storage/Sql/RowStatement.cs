namespace VividMed.TaskHub;

/// <summary>
/// A statement about one row, and the same about many for databases where a statement costs more than a row. The first column that
/// it answers is the number of the row that the answer is for, from 1.
/// </summary>
/// <param name="One">For one row, whose values are <c>$1</c>, <c>$2</c>, …</param>
/// <param name="Many">For many rows: each parameter is the array of a column.</param>
/// <param name="Columns">The types of the columns.</param>
internal sealed record RowStatement(string One, string Many, params IReadOnlyList<Type> Columns);
