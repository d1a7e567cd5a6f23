using Azure.Core;

namespace VividMed.DurableTask;

/// <summary>Where a task hub of Azure Durable Task Scheduler is and how to sign in.</summary>
public abstract class DurableTaskSchedulerOptions
{
    private protected DurableTaskSchedulerOptions()
    {
    }

    /// <summary>Such as <c>https://name.region.durabletask.io</c>; without a scheme it is https.</summary>
    public string EndpointAddress { get; set; } = string.Empty;

    public string TaskHubName { get; set; } = string.Empty;

    /// <summary>Null for an emulator, which asks for none.</summary>
    public TokenCredential? Credential { get; set; }

    /// <summary>The resource whose tokens the service accepts; the scope is this with <c>/.default</c>.</summary>
    public string ResourceId { get; set; } = "https://durabletask.io";

    /// <summary>Whether a credential may go over plain http: for local tests only.</summary>
    public bool AllowInsecureCredentials { get; set; }

    private protected void Apply(string connectionString)
    {
        SchedulerConnectionString connection = SchedulerConnectionString.Parse(connectionString);
        EndpointAddress = connection.Endpoint;
        TaskHubName = connection.TaskHub;
        Credential = SchedulerCredentials.Create(connection);
        AllowInsecureCredentials = Credential is null;
    }
}
