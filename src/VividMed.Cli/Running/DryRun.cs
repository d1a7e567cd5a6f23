using System.Text.Json.Serialization;
using VividMed.Datasets;
using VividMed.Workflows;

namespace VividMed.Cli;

/// <summary>The figures of a run before it starts.</summary>
internal sealed record DryRun(
    string Dataset,
    int Studies,
    IReadOnlyDictionary<string, int> Splits,
    IReadOnlyDictionary<string, int> Excluded,
    int Images,
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
        ["images", $"{Images} ({ImageBytes / 1e6:F1} MB)"],
        .. ImagesLeftOut.Select(reason => (IReadOnlyList<string>)[$"  left out, {reason.Key}", $"{reason.Value}"]),
        ["shards", $"{Shards}"],
        .. Windows is null ? (IReadOnlyList<string>[])[] :
        [
            [$"windows of {Windows.Model}", $"{Windows.Windows} in {Windows.Volumes} volumes, for each pass of up to {Windows.PromptsPerPass} prompts"],
            ["  most memory for a volume", $"{Windows.MaxManagedBytes >> 20} MiB"],
            .. Windows.Unreadable > 0 ? (IReadOnlyList<string>[])[["  volumes that cannot be read", $"{Windows.Unreadable}"]] : [],
        ],
    ];

    public static async Task<DryRun> OverAsync(IDataset dataset, string root, int partitionSize, CancellationToken cancellation)
    {
        var studies = new List<Study>();
        await foreach (var study in dataset.ListStudiesAsync(cancellation)) studies.Add(study);
        var taken = studies.Where(study => study.Exclusion is null).ToList();
        var images = taken.SelectMany(study => study.Images).ToList();
        return new DryRun(
            dataset.Name,
            studies.Count,
            Count(taken.Select(study => study.Split)),
            Count(studies.Select(study => study.Exclusion).OfType<string>()),
            images.Count,
            Count(studies.SelectMany(study => study.LeftOut).Select(image => image.Reason)),
            images.Sum(image => new FileInfo(Path.Combine(root, image.Path)) is { Exists: true } file ? file.Length : 0),
            Partitioner.Cut(taken, partitionSize).Count);
    }

    private static SortedDictionary<string, int> Count(IEnumerable<string> values) =>
        new(values.CountBy(value => value).ToDictionary(), StringComparer.Ordinal);
}
