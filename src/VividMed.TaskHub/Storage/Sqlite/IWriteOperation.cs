namespace VividMed.TaskHub;

/// <summary>What <see cref="SqliteWriter"/> puts into a transaction: run, then told how the commit went.</summary>
internal interface IWriteOperation
{
    void Run(SqliteSession db);

    void Succeed();

    void Fail(Exception reason);
}
