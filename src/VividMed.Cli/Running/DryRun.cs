using System.Text.Json.Serialization;
using VividMed.Cli.Output;
using VividMed.Datasets;
using VividMed.Workflows.Plan;

namespace VividMed.Cli.Running;

/// <summary>The figures of a run before it starts.</summary>
internal sealed record DryRun(
    string Dataset,
    int Studies,
    int Patients,
    IReadOnlyDictionary<string, int> Splits,
    IReadOnlyDictionary<string, int> Excluded,
    int Images,
    IReadOnlyDictionary<string, int> Views,
    IReadOnlyDictionary<string, int> ImagesLeftOut,
    long ImageBytes,
    int Shards)
{
    /// <summary>Null where nobody asked, or where there are no volumes.</summary>
    public WindowCount? Windows { get; init; }

    [JsonIgnore]
    public IEnumerable<IReadOnlyList<string>> Rows =>
    [
        ["dataset", Dataset],
        ["studies", $"{Studies}"],
        .. Splits.Select(split => (IReadOnlyList<string>)[$"  {split.Key}", $"{split.Value}"]),
        .. Excluded.Select(reason => (IReadOnlyList<string>)[$"  excluded, {reason.Key}", $"{reason.Value}"]),
        ["patients", $"{Patients}"],
        ["images", $"{Images} ({ImageBytes / 1e6:F1} MB)"],
        .. Views.Where(view => view.Key.Length > 0).Select(view => (IReadOnlyList<string>)[$"  {view.Key}", $"{view.Value}"]),
        .. ImagesLeftOut.Select(reason => (IReadOnlyList<string>)[$"  left out, {reason.Key}", $"{reason.Value}"]),
        ["shards", $"{Shards}"],
        .. Windows is null ? (IReadOnlyList<string>[])[] :
        [
            [$"windows of {Windows.Model}", $"{Windows.Windows} in {Windows.Volumes} volumes, for each pass of up to {Windows.PromptsPerPass} prompts"],
            ["  most memory for a volume", $"{Windows.MaxManagedBytes >> 20} MiB"],
            .. Windows.FilesLeftOut.Select(reason => (IReadOnlyList<string>)[$"  files left out, {reason.Key}", $"{reason.Value}"]),
            .. Windows.Unreadable > 0 ? (IReadOnlyList<string>[])[["  volumes that cannot be read", $"{Windows.Unreadable}"]] : [],
        ],
    ];

    /// <summary>What to do when nothing would be done.</summary>
    [JsonIgnore]
    public string? Hint => Splits.Count > 0 ? null : Excluded.MaxBy(static reason => reason.Value).Key switch
    {
        null => "the dataset's tables name no such study",
        "missing-report" => "no study has its report: put mimic-cxr-reports.zip into --root or unpack it there",
        "missing-file" => "no image is where the tables say: --root should be the folder that holds files/ (MIMIC-CXR) or dataset/ (CT-RATE)",
        _ => null,
    };

    public static async Task<DryRun> OverAsync(
        IAsyncEnumerable<Study> listing, string dataset, int partitionSize, CountProgress progress, CancellationToken cancellationToken)
    {
        var (studies, images, bytes, shards) = (0, 0, 0L, 0);
        var patients = new HashSet<string>(StringComparer.Ordinal);
        var (splits, excluded, views, leftOut) = (Counts(), Counts(), Counts(), Counts());
        var partitioner = new Partitioner(partitionSize);
        await foreach (var study in listing.WithCancellation(cancellationToken))
        {
            progress.Report(++studies);
            Count(leftOut, study.LeftOut.Select(static image => image.Reason));
            if (study.Exclusion is { } reason)
            {
                Count(excluded, [reason]);
                continue;
            }

            patients.Add(study.Patient);
            Count(splits, [study.Split]);
            Count(views, study.Images.Select(static image => image.View));
            images += study.Images.Count;
            bytes += study.Images.Sum(static image => image.Bytes);
            if (partitioner.Add(study) is not null) shards++;
        }

        return new DryRun(
            dataset, studies, patients.Count, splits, excluded, images, views, leftOut, bytes, shards + partitioner.Finish().Count());
    }

    private static SortedDictionary<string, int> Counts() => new(StringComparer.Ordinal);

    private static void Count(SortedDictionary<string, int> counts, IEnumerable<string> values)
    {
        foreach (var value in values) counts[value] = counts.GetValueOrDefault(value) + 1;
    }
}
