using VividMed.DurableTask.Protocol;

namespace VividMed.DurableTask;

internal sealed class ActivityContext(ActivityRequest request, CancellationToken cancellation) : TaskActivityContext
{
    public override TaskName Name => request.Name;

    public override string InstanceId => request.OrchestrationInstance?.InstanceId ?? string.Empty;

    public override string Version => request.Version ?? string.Empty;

    public override CancellationToken CancellationToken => cancellation;
}
