namespace VividMed.DurableTask.Worker;

public sealed partial class DurableTaskWorkerOptions
{
    /// <summary>How much work the hub may lease to this worker at a time.</summary>
    public sealed class ConcurrencyOptions
    {
        public int MaximumConcurrentActivityWorkItems { get; set; } = 100 * Environment.ProcessorCount;

        public int MaximumConcurrentOrchestrationWorkItems { get; set; } = 100 * Environment.ProcessorCount;
    }
}
