namespace Microsoft.DurableTask;

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
