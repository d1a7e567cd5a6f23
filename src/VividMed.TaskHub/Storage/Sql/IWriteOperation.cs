namespace VividMed.TaskHub;

/// <summary>What <see cref="GroupWriter"/> puts into a transaction: asked for its questions, run, then told how the commit went.</summary>
internal interface IWriteOperation
{
    bool Asks { get; }

    void Ask(SqlSession db);

    void Run(SqlSession db);

    void Succeed();

    void Fail(Exception reason);
}
