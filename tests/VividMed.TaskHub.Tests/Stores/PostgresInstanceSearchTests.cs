using VividMed.TaskHub.Tests.Support;
using VividMed.TestKit;

namespace VividMed.TaskHub.Tests.Stores;

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgresInstanceSearchTests(PostgresProcess postgres) : InstanceSearchTests
{
    private protected override Task<TestHub> StartAsync(Action<TaskHubOptions>? configure = null, ManualTime? time = null) => PostgresHub.StartAsync(postgres, configure, time);
}
