namespace Microsoft.DurableTask;

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
