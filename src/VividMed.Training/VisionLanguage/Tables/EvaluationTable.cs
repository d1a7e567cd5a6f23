using VividMed.Training.VisionLanguage.Metrics;

namespace VividMed.Training.VisionLanguage.Tables;

/// <summary>A table of an evaluation: figures of a model beside those of trivial answers.</summary>
/// <param name="Id">Of the table among others, such as <c>answers</c>.</param>
/// <param name="Columns">The names of the figures, in the order in which rows have them.</param>
/// <param name="Note">What a reader must know to read the figures; null where nothing is odd.</param>
public sealed record EvaluationTable(string Id, string Title, IReadOnlyList<string> Columns, IReadOnlyList<EvaluationRow> Rows, string? Note = null);

/// <summary>One row: whose answers (<paramref name="Arm"/>), on which modality, of what.</summary>
/// <param name="Figures">One a column; null where there is nothing to measure it on.</param>
public sealed record EvaluationRow(string Modality, string Arm, string Name, IReadOnlyList<Measured?> Figures);
