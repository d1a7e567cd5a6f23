using Microsoft.DurableTask.Protobuf;

namespace VividMed.TaskHub;

internal static class OrchestrationStatusExtensions
{
    extension(OrchestrationStatus status)
    {
        /// <summary>Nothing happens to the instance any more.</summary>
        public bool IsFinal => status is OrchestrationStatus.Completed or OrchestrationStatus.Failed
            or OrchestrationStatus.Canceled or OrchestrationStatus.Terminated;
    }
}
