namespace VividMed.Workflows.Progress;

/// <summary>Finds instances at engines that know no more than the protocol: looks at all of them, without what they were given, and then at those of the page.</summary>
public static class InstanceScan
{
    private const int PageSize = 1_000;

    /// <summary>A finder that asks a client.</summary>
    public static InstanceFinder Over(DurableTaskClient client) => (question, cancellationToken) => FindAsync(client, question, cancellationToken);

    private static async Task<InstancePage> FindAsync(DurableTaskClient client, InstanceQuestion question, CancellationToken cancellationToken)
    {
        // Inputs are fetched only where something is looked for in them.
        var byInput = question.InputPart is { Length: > 0 };
        var query = new OrchestrationQuery
        {
            InstanceIdPrefix = question.IdPrefix,
            Statuses = question.Statuses.Count == 0 ? null : question.Statuses,
            CreatedFrom = question.CreatedFrom,
            PageSize = PageSize,
            FetchInputsAndOutputs = byInput,
        };
        var found = new List<OrchestrationMetadata>();
        await foreach (var instance in client.GetAllInstancesAsync(query).WithCancellation(cancellationToken))
        {
            if (Fits(instance, question)) found.Add(instance);
        }

        var page = Sorted(found, question.Sort).Skip(question.Offset).Take(question.Count).ToList();
        if (!question.Inputs || byInput) return new(page, found.Count);
        var told = await Task.WhenAll(page.Select(instance => client.GetInstanceAsync(instance.InstanceId, getInputsAndOutputs: true, cancellationToken)));
        return new([.. told.OfType<OrchestrationMetadata>()], found.Count);
    }

    private static bool Fits(OrchestrationMetadata instance, InstanceQuestion question) =>
        (question.Names.Count == 0 || question.Names.Contains(instance.Name, StringComparer.OrdinalIgnoreCase))
        && Holds(instance.InstanceId, question.IdPart)
        && Holds(instance.SerializedInput, question.InputPart);

    private static bool Holds(string? text, string? part) =>
        string.IsNullOrEmpty(part) || (text is not null && text.Contains(part, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<OrchestrationMetadata> Sorted(IEnumerable<OrchestrationMetadata> instances, InstanceSort sort) => sort switch
    {
        InstanceSort.Oldest => instances.OrderBy(static instance => instance.CreatedAt),
        InstanceSort.Updated => instances.OrderByDescending(static instance => instance.LastUpdatedAt),
        InstanceSort.Id => instances.OrderBy(static instance => instance.InstanceId, StringComparer.Ordinal),
        _ => instances.OrderByDescending(static instance => instance.CreatedAt),
    };
}
