using VividMed.TaskHub.Stores.Sql;

namespace VividMed.TaskHub.Stores.Postgres;

/// <summary>Rows that one statement is to be run for.</summary>
internal sealed class RowBatch(RowStatement statement)
{
    private readonly List<object?[]> _rows = [];
    private readonly List<Action<IRow>?> _answers = [];

    public RowStatement Statement { get; } = statement;

    public int Rows => _rows.Count;

    /// <summary>The values of the first row.</summary>
    public object?[] Row => _rows[0];

    /// <summary>Somebody waits for what the statement answers.</summary>
    public bool Answers => _answers[0] is not null;

    public void Add(object?[] row, Action<IRow>? answer)
    {
        _rows.Add(row);
        _answers.Add(answer);
    }

    /// <summary>An array a column.</summary>
    public object?[] Columns() => [.. Statement.Columns.Select(Column)];

    /// <summary>Passes an answer on to whom it is for.</summary>
    public void Answer(IRow answer) => _answers[(int)answer.GetInt64(0) - 1]!(answer);

    private Array Column(Type type, int index)
    {
        var column = Array.CreateInstance(type, _rows.Count);
        for (var i = 0; i < _rows.Count; i++) column.SetValue(_rows[i][index], i);
        return column;
    }
}
