namespace VividMed.Workflows.Progress;

/// <summary>Which instances somebody looks for; what is null or empty does not restrict.</summary>
public sealed record InstanceQuestion
{
    /// <summary>Names of orchestrations.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    public IReadOnlyList<OrchestrationRuntimeStatus> Statuses { get; init; } = [];

    public string? IdPrefix { get; init; }

    /// <summary>Occurs in the id, in any case.</summary>
    public string? IdPart { get; init; }

    /// <summary>Occurs in the input, in any case.</summary>
    public string? InputPart { get; init; }

    public DateTimeOffset? CreatedFrom { get; init; }

    public InstanceSort Sort { get; init; }

    /// <summary>How many of those that fit come before the page.</summary>
    public int Offset { get; init; }

    /// <summary>1 to 1,000.</summary>
    public int Count { get; init; } = 100;

    /// <summary>Whether inputs, custom statuses and failures come with them.</summary>
    public bool Inputs { get; init; }
}

/// <summary>In which order instances come.</summary>
public enum InstanceSort
{
    /// <summary>Last created first.</summary>
    Newest,

    /// <summary>First created first.</summary>
    Oldest,

    /// <summary>Last changed first.</summary>
    Updated,

    /// <summary>By id.</summary>
    Id,
}

/// <summary>Some of the instances that fit a question, without outputs, and how many fit.</summary>
public sealed record InstancePage(IReadOnlyList<OrchestrationMetadata> Instances, int Total);

/// <summary>Answers questions about instances.</summary>
public delegate Task<InstancePage> InstanceFinder(InstanceQuestion question, CancellationToken cancellationToken);
