using System.Text.Json.Serialization;
using VividMed.Cli.Output;
using VividMed.Datasets;

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
    public string? Hint => Splits.Count > 0 ? null : (Excluded.MaxBy(static reason => reason.Value).Key, Dataset) switch
    {
        (null, _) => "the dataset's tables name no such study",
        ("missing-report", "mimic-cxr") => "no study has its report: put mimic-cxr-reports.zip into --root or unpack it there",
        ("missing-report", "ct-rate") => "no scan has its report: look whether the tables in radiology_text_reports/ are those of these scans",
        ("missing-report", _) => "no study has its report: reports.csv needs a line with its study_id, and files that its path column names have to be there",
        ("missing-file", "mimic-cxr") => "no image is where the tables say: --root should be the folder that holds files/",
        ("missing-file", "ct-rate") => "no volume is where the tables say: --root should be the folder that holds dataset/",
        ("missing-file", _) => "no image is where images.csv says: its paths begin at the folder of the table, with / between their parts",
        ("no-images", not ("mimic-cxr" or "ct-rate")) => "no study has an image: images.csv needs a line with its study_id, written as in reports.csv",
        ("no-frontal-view", _) => "no image has a frontal view: see --view, and what the column view says",
        ("no-split", not ("mimic-cxr" or "ct-rate")) => "no study has a split: the column split of images.csv takes train, validate, test",
        _ => null,
    };

    public static async Task<DryRun> OverAsync(
        IAsyncEnumerable<Study> listing, string dataset, int partitionSize, CountProgress progress, CancellationToken cancellationToken)
    {
        var counts = new PlanCount(dataset, partitionSize);
        await foreach (var study in listing.WithCancellation(cancellationToken))
        {
            counts.Add(study);
            progress.Report(counts.Studies);
        }

        return counts.Finish();
    }
}
