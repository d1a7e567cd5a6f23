using Npgsql;
using VividMed.TaskHub.Stores.Sql;

namespace VividMed.TaskHub.Stores.Postgres;

/// <summary>
/// A connection to PostgreSQL. Statements that nobody waits for travel together with the next that somebody does. All writers of a
/// task hub queue up at one advisory lock, so that they cannot deadlock and their rows' ids grow in the order of their commits.
/// </summary>
internal sealed class PostgresSession : SqlSession
{
    private static readonly TimeSpan[] Waits =
        [.. Enumerable.Range(0, 12).Select(attempt => TimeSpan.FromMilliseconds(Math.Min(100 << attempt, 10_000)))];

    private readonly PostgresAddress _address;
    private readonly CancellationToken _closing;
    private readonly List<NpgsqlBatchCommand> _posted = [];
    private readonly List<RowBatch> _gathered = [];
    private readonly Queue<Action<IRow>> _answers = [];
    private readonly List<Wakeups> _wakeups = [];
    private readonly NotificationPayload _payload = new();
    private NpgsqlConnection _connection;

    // Each statement is a transaction of its own: an inbox is read as it is after its claim, and a release that held several rows
    // could wait for a writer that waits for it.
    private bool _claims;
    private long _commits;
    private bool _committing;

    /// <param name="cancellationToken">When it is cancelled, a lost database is not waited for.</param>
    public PostgresSession(PostgresAddress address, string? owner = null, CancellationToken cancellationToken = default)
    {
        _address = address;
        _closing = cancellationToken;
        Owner = owner;
        _connection = address.Connect();
    }

    /// <summary>
    /// For reading and claiming: a claim that a crash of the server forgets is only made again, so nobody waits for the disk.
    /// </summary>
    public static PostgresSession ForClaims(PostgresAddress address, string owner)
    {
        var session = new PostgresSession(address, owner) { _claims = true };
        session.Execute("SET synchronous_commit = off");
        return session;
    }

    public override void Execute(string sql, params ReadOnlySpan<object?> values)
    {
        Post(sql, values);
        Send();
    }

    public override void Post(string sql, params ReadOnlySpan<object?> values)
    {
        PostGathered();
        _posted.Add(Command(sql, values));
    }

    public override void Ask(string sql, Action<IRow> answer, params ReadOnlySpan<object?> values)
    {
        Post(sql, values);
        _answers.Enqueue(answer);
    }

    public override void Write(RowStatement statement, Action<IRow>? answer, params ReadOnlySpan<object?> row)
    {
        var batch = _gathered.Find(batch => batch.Statement == statement);
        if (batch is null) _gathered.Add(batch = new(statement));
        batch.Add(row.ToArray(), answer);
    }

    public override void Flush() => Send();

    public override string OneOf(string column, int parameter) => $"{column} = ANY(${parameter})";

    public override string Bytewise(string column) => $"{column} COLLATE \"C\"";

    public override object Numbers(IEnumerable<long> values) => values.ToArray();

    public override object Texts(IEnumerable<string> values) => values.ToArray();

    public override void Begin()
    {
        if (!IsOpen) Connect();
        Post("BEGIN");
        Ask("SELECT pg_advisory_xact_lock($1)", static _ => { }, _address.LockKey);
    }

    public override void Commit()
    {
        // The number of the commit is stored with it: a hub that loses the answer can look whether it was made.
        Post("UPDATE hubs SET commits = $1 WHERE id = $2", _commits + 1, Owner);
        foreach (var wakeups in _wakeups) _payload.Add(wakeups);
        if (_payload.Take(Owner!) is { } payload) Post("SELECT pg_notify($1, $2)", _address.Channel, payload);
        _wakeups.Clear();
        _committing = true;
        End();
        _committing = false;
        _commits++;
    }

    /// <summary>Ends the transaction without counting it.</summary>
    public void End() => Execute("COMMIT");

    /// <summary>Runs several statements without parameters.</summary>
    public void Script(string sql)
    {
        using var command = new NpgsqlCommand(sql, _connection);
        command.ExecuteNonQuery();
    }

    public override TransactionFate Recover(Exception failure)
    {
        _posted.Clear();
        _gathered.Clear();
        _answers.Clear();
        _wakeups.Clear();
        _payload.Clear();
        var committing = _committing;
        _committing = false;
        if (failure is not NpgsqlException || (failure is PostgresException && IsOpen))
        {
            if (IsOpen) Execute("ROLLBACK");
            return TransactionFate.RolledBack;
        }

        while (Reconnect())
        {
            try
            {
                return FateOf(committing);
            }
            catch (NpgsqlException)
            {
                // Gone again.
            }
        }

        return TransactionFate.Unknown;
    }

    private bool IsOpen => _connection.FullState == System.Data.ConnectionState.Open;

    public override void NotifyPeers(Wakeups wakeups) => _wakeups.Add(wakeups);

    public override void Dispose() => _connection.Dispose();

    protected override void Read(string sql, Action<IRow>? answer, ReadOnlySpan<object?> values)
    {
        Post(sql, values);
        _answers.Enqueue(answer ?? (static _ => { }));
        Send();
    }

    private TransactionFate FateOf(bool committing)
    {
        if (!committing) return TransactionFate.Lost;
        // The server may still be at the commit: behind the lock, it has ended one way or the other.
        Begin();
        var stored = First("SELECT commits FROM hubs WHERE id = $1", static row => row.GetInt64(0), Owner);
        End();
        if (stored != _commits + 1) return TransactionFate.Lost;
        _commits++;
        return TransactionFate.Committed;
    }

    /// <summary>Tries for about a minute to reach the database again.</summary>
    private bool Reconnect()
    {
        foreach (var wait in Waits)
        {
            try
            {
                Connect();
                return true;
            }
            catch (NpgsqlException)
            {
                // The writer's own thread waits; whoever wants something written waits with it.
                if (_closing.WaitHandle.WaitOne(wait)) return false;
            }
        }

        return false;
    }

    private void Connect()
    {
        _connection.Dispose();
        _connection = _address.Connect();
    }

    /// <summary>Sends everything that was posted in one round trip.</summary>
    private void Send()
    {
        PostGathered();
        if (_posted.Count == 0) return;
        using var batch = TakeBatch();
        using var reader = batch.ExecuteReader();
        Answer(reader);
        while (reader.NextResult())
        {
            // Nobody asked for these rows.
        }
    }

    /// <summary>Statements keep the order in which each was first written.</summary>
    private void PostGathered()
    {
        foreach (var batch in _gathered)
        {
            _posted.Add(batch.Rows == 1 ? Command(batch.Statement.One, batch.Row) : Command(batch.Statement.Many, batch.Columns()));
            if (batch.Answers) _answers.Enqueue(batch.Answer);
        }

        _gathered.Clear();
    }

    /// <summary>Hands out the rows that were asked for. The reader passes over statements that have none to give.</summary>
    private void Answer(NpgsqlDataReader reader)
    {
        var row = new PostgresRow(reader);
        while (_answers.TryDequeue(out var answer))
        {
            while (reader.Read()) answer(row);
            reader.NextResult();
        }
    }

    private NpgsqlBatch TakeBatch()
    {
        var batch = new NpgsqlBatch(_connection) { EnableErrorBarriers = _claims };
        foreach (var command in _posted) batch.BatchCommands.Add(command);
        _posted.Clear();
        return batch;
    }

    private static NpgsqlBatchCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(Parameter(value));
        return command;
    }

    private static NpgsqlParameter Parameter(object? value) => new() { Value = value ?? DBNull.Value };
}
