namespace VividMed.DurableTask;

/// <summary>How a client reaches Azure Durable Task Scheduler.</summary>
public class DurableTaskSchedulerClientOptions : DurableTaskSchedulerOptions
{
    /// <exception cref="SchedulerConnectionException">The text cannot be read; the message names the key.</exception>
    public static DurableTaskSchedulerClientOptions FromConnectionString(string connectionString)
    {
        DurableTaskSchedulerClientOptions options = new();
        options.Apply(connectionString);
        return options;
    }
}
