using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Progress;
using VividMed.Workflows.Requests;

namespace VividMed.Dashboard.Start;

/// <summary>How quickly runs of a dataset went before on this hub.</summary>
internal static class RunSpeed
{
    private const int Looked = 20;

    /// <summary>Studies a second of the newest run of the dataset that wrote something new; null where there is none.</summary>
    public static async Task<double?> OfAsync(InstanceFinder find, string dataset, CancellationToken cancellationToken)
    {
        var page = await find(
            new InstanceQuestion
            {
                Names = [nameof(SynthesizeDataset)],
                Statuses = [OrchestrationRuntimeStatus.Completed],
                InputPart = $"\"Dataset\":\"{dataset}\"",
                Count = Looked,
                Inputs = true,
            },
            cancellationToken);
        return page.Instances
            .Select(static instance => new RunSnapshot(instance, instance.ReadCustomStatusAs<SynthesisProgress>() ?? SynthesisProgress.None).StudiesPerSecond(instance.LastUpdatedAt))
            .FirstOrDefault(static speed => speed is > 0);
    }
}
