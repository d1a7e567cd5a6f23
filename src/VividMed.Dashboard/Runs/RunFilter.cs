using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Progress;

namespace VividMed.Dashboard.Runs;

/// <summary>Which runs somebody looks at, as it stands in the page's address.</summary>
/// <param name="Status">A key of <see cref="Statuses"/>; anything else takes every status.</param>
/// <param name="Kind">A key of <see cref="Kinds"/>; anything else takes dataset runs.</param>
/// <param name="Page">From 1.</param>
public sealed record RunFilter(string Status, string Dataset, string Text, string Kind, InstanceSort Sort, int Page)
{
    public const int PageSize = 50;

    public const string AnyStatus = "any";

    public const string Datasets = "datasets";

    public static IReadOnlyDictionary<string, IReadOnlyList<OrchestrationRuntimeStatus>> Statuses { get; } =
        new Dictionary<string, IReadOnlyList<OrchestrationRuntimeStatus>>(StringComparer.Ordinal)
        {
            [AnyStatus] = [],
            ["running"] = [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending],
            ["paused"] = [OrchestrationRuntimeStatus.Suspended],
            ["completed"] = [OrchestrationRuntimeStatus.Completed],
            ["failed"] = [OrchestrationRuntimeStatus.Failed],
            ["cancelled"] = [OrchestrationRuntimeStatus.Terminated],
        };

    /// <summary>What is listed, with the orchestrations that it comes to.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Kinds { get; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        [Datasets] = [nameof(SynthesizeDataset)],
        ["several datasets"] = [nameof(SynthesizeCorpus)],
        ["training"] = [nameof(TrainOnVersions)],
        ["everything"] = [],
    };

    public static RunFilter From(string? status, string? dataset, string? text, string? kind, string? sort, int? page) => new(
        status is not null && Statuses.ContainsKey(status) ? status : AnyStatus,
        dataset ?? "",
        text?.Trim() ?? "",
        kind is not null && Kinds.ContainsKey(kind) ? kind : Datasets,
        Enum.TryParse<InstanceSort>(sort, ignoreCase: true, out var order) ? order : InstanceSort.Newest,
        Math.Max(1, page ?? 1));

    /// <summary>The page in this state.</summary>
    public string Address
    {
        get
        {
            var query = new QueryBuilder();
            if (Status != AnyStatus) query.Add("status", Status);
            if (Dataset.Length > 0) query.Add("dataset", Dataset);
            if (Text.Length > 0) query.Add("text", Text);
            if (Kind != Datasets) query.Add("kind", Kind);
            if (Sort != InstanceSort.Newest) query.Add("sort", $"{Sort}".ToLowerInvariant());
            if (Page > 1) query.Add("page", Page.ToString(CultureInfo.InvariantCulture));
            return "/" + query.ToQueryString();
        }
    }

    /// <summary>What is asked of the hub for this page of the list.</summary>
    public InstanceQuestion Question => new()
    {
        Names = Kinds[Kind],
        Statuses = Statuses[Status],
        IdPart = Text,
        // As the input's JSON has it.
        InputPart = Dataset.Length > 0 ? $"\"Dataset\":\"{Dataset}\"" : null,
        Sort = Sort,
        Offset = (Page - 1) * PageSize,
        Count = PageSize,
        Inputs = true,
    };
}
