namespace VividMed.TaskHub;

/// <summary>What <see cref="GroupWriter"/> puts into a transaction: run, then told how the commit went.</summary>
internal interface IWriteOperation
{
    void Run(SqlSession db);

    void Succeed();

    void Fail(Exception reason);
}
