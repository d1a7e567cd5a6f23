using Azure.Core;

namespace Microsoft.DurableTask;

/// <summary>Where a task hub of Azure Durable Task Scheduler is and how to sign in.</summary>
public abstract class DurableTaskSchedulerOptions
{
    private protected DurableTaskSchedulerOptions()
    {
    }

    /// <summary>Such as <c>https://name.region.durabletask.io</c>; without a scheme it is https.</summary>
    public string EndpointAddress { get; set; } = string.Empty;

    /// <summary>Required: one scheduler serves several hubs.</summary>
    public string TaskHubName { get; set; } = string.Empty;

    /// <summary>Null for an emulator, which asks for none.</summary>
    public TokenCredential? Credential { get; set; }

    /// <summary>The resource whose tokens the service accepts; the scope is this with <c>/.default</c>.</summary>
    public string ResourceId { get; set; } = "https://durabletask.io";

    /// <summary>Whether a token may go over plain http: for local tests only.</summary>
    public bool AllowInsecureCredentials { get; set; }

    /// <summary>The address to connect to.</summary>
    /// <exception cref="SchedulerConnectionException">Something required is missing, or a token would travel unprotected.</exception>
    internal Uri Endpoint()
    {
        var text = EndpointAddress.Contains("://", StringComparison.Ordinal) ? EndpointAddress : $"https://{EndpointAddress}";
        if (TaskHubName.Length == 0) throw new SchedulerConnectionException("TaskHub", "the scheduler's 'TaskHub' is missing");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("https" or "http"))
        {
            throw new SchedulerConnectionException("Endpoint", "the scheduler's 'Endpoint' is no http or https address");
        }

        return endpoint.Scheme == "https" || Credential is null || AllowInsecureCredentials
            ? endpoint
            : throw new SchedulerConnectionException(
                "Endpoint", "the scheduler's 'Endpoint' is plain http, over which no token is sent: use https, or Authentication=None");
    }

    private protected void Read(string connectionString)
    {
        var connection = new SchedulerConnectionString(connectionString);
        (EndpointAddress, TaskHubName) = (connection.Endpoint, connection.TaskHub);
        Credential = SchedulerCredentials.Create(connection);
        Endpoint();
    }
}

/// <summary>How a client reaches Azure Durable Task Scheduler.</summary>
public class DurableTaskSchedulerClientOptions : DurableTaskSchedulerOptions
{
    /// <exception cref="SchedulerConnectionException">The text cannot be read; the message names the key.</exception>
    public static DurableTaskSchedulerClientOptions FromConnectionString(string connectionString)
    {
        var options = new DurableTaskSchedulerClientOptions();
        options.Read(connectionString);
        return options;
    }
}

/// <summary>How a worker reaches Azure Durable Task Scheduler.</summary>
public class DurableTaskSchedulerWorkerOptions : DurableTaskSchedulerOptions
{
    /// <summary>Tells this process from all others: host, process id and a random part.</summary>
    public string WorkerId { get; set; } = $"{Environment.MachineName},{Environment.ProcessId},{Guid.NewGuid():N}";

    /// <exception cref="SchedulerConnectionException">The text cannot be read; the message names the key.</exception>
    public static DurableTaskSchedulerWorkerOptions FromConnectionString(string connectionString)
    {
        var options = new DurableTaskSchedulerWorkerOptions();
        options.Read(connectionString);
        return options;
    }
}
