namespace VividMed.TaskHub.Stores.Sql;

/// <summary>
/// One connection. Parameters are <c>$1</c>, <c>$2</c>, … The SQL of the tables is written once for all databases; what differs
/// between them is here. Used by one thread at a time.
/// </summary>
internal abstract class SqlSession : IDisposable
{
    /// <summary>The hub that rows are claimed for, where several hubs share the database; null where one has it alone.</summary>
    public string? Owner { get; protected init; }

    /// <summary>Runs a statement, or several.</summary>
    public abstract void Execute(string sql, params ReadOnlySpan<object?> values);

    /// <summary>Runs a statement whose outcome nobody needs; it may be sent together with later ones.</summary>
    public virtual void Post(string sql, params ReadOnlySpan<object?> values) => Execute(sql, values);

    public List<T> Query<T>(string sql, Func<IRow, T> map, params ReadOnlySpan<object?> values)
    {
        var rows = new List<T>();
        Read(sql, row => rows.Add(map(row)), values);
        return rows;
    }

    /// <summary>The first row, or the default when there is none.</summary>
    public T? First<T>(string sql, Func<IRow, T> map, params ReadOnlySpan<object?> values)
    {
        var rows = Query(sql, map, values);
        return rows.Count > 0 ? rows[0] : default;
    }

    /// <summary>
    /// Runs a statement whose rows are needed only later: they have been given to <paramref name="answer"/> when <see cref="Flush"/>
    /// returns or the transaction commits, so that many questions can share a round trip. The answer may not use the session.
    /// </summary>
    public virtual void Ask(string sql, Action<IRow> answer, params ReadOnlySpan<object?> values)
    {
        Read(sql, answer, values);
    }

    /// <summary>
    /// Runs a statement for a row, like <see cref="Post"/> or, with an answer, <see cref="Ask"/>. Rows of several such statements may be
    /// gathered and run a statement at a time, so nothing may hang on which of them comes first; everything else keeps its place.
    /// </summary>
    public abstract void Write(RowStatement statement, Action<IRow>? answer, params ReadOnlySpan<object?> row);

    /// <summary>Sends what was posted and asked, and hands out the answers.</summary>
    public virtual void Flush()
    {
    }

    /// <summary>
    /// The condition that a column has one of the values in parameter <paramref name="parameter"/>, bound as <see cref="Numbers"/> or
    /// <see cref="Texts"/>.
    /// </summary>
    public abstract string OneOf(string column, int parameter);

    /// <summary>A column of texts, compared byte by byte whatever language the database sorts by.</summary>
    public virtual string Bytewise(string column) => column;

    public abstract object Numbers(IEnumerable<long> values);

    public abstract object Texts(IEnumerable<string> values);

    /// <summary>Begins the one write transaction that may run at a time.</summary>
    public abstract void Begin();

    public abstract void Commit();

    /// <summary>Makes the session usable after a failure, and finds out what became of the transaction.</summary>
    public abstract TransactionFate Recover(Exception failure);

    /// <summary>Tells other hubs, when the transaction commits, what it made ready.</summary>
    public virtual void NotifyPeers(Wakeups wakeups)
    {
    }

    public abstract void Dispose();

    /// <summary>Runs a statement and gives its rows away, one after the other.</summary>
    protected abstract void Read(string sql, Action<IRow>? answer, ReadOnlySpan<object?> values);
}

/// <summary>
/// A statement about one row, and the same about many for databases where a statement costs more than a row. The first column that
/// it answers is the number of the row that the answer is for, from 1.
/// </summary>
/// <param name="One">For one row, whose values are <c>$1</c>, <c>$2</c>, …</param>
/// <param name="Many">For many rows: each parameter is the array of a column.</param>
/// <param name="Columns">The types of the columns.</param>
internal sealed record RowStatement(string One, string Many, params IReadOnlyList<Type> Columns)
{
    /// <summary>For one row in SQLite, which collects what RETURNING answers in a table of its own: to ask afterwards is cheaper.</summary>
    public string Sqlite { get; init; } = One;
}

/// <summary>What became of a transaction that ended with an error.</summary>
internal enum TransactionFate
{
    /// <summary>Nothing of it is stored; the error is the operation's own.</summary>
    RolledBack,

    /// <summary>Nothing of it is stored because the database went away; it may run again.</summary>
    Lost,

    /// <summary>It is stored; only the answer got lost.</summary>
    Committed,

    /// <summary>The database went away and has not come back: whether it is stored, nobody can tell.</summary>
    Unknown,
}
