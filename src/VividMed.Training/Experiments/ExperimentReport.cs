using System.Text.Json;
using System.Text.Json.Serialization;
using VividMed.Training.Experiments.Comparison;

namespace VividMed.Training.Experiments;

/// <summary>What an experiment found.</summary>
/// <param name="MeasuredAgainstTruth">Whether held-out places are those of the phantoms, else those that the shards' models found.</param>
/// <param name="Notes">What a reader must know.</param>
public sealed record ExperimentReport(
    string Experiment, string Title, IReadOnlyList<int> Seeds, int Steps, int Batch, int HeldOutStudies, int HeldOutPatients, bool MeasuredAgainstTruth,
    IReadOnlyList<ArmSummary> Arms, IReadOnlyList<ExperimentTable> Tables, IReadOnlyList<string> Notes)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) }, WriteIndented = true, NewLine = "\n",
    };

    /// <summary>As UTF-8, indented.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);
}

/// <summary>An arm and what its trainings took, in the mean over seeds.</summary>
public sealed record ArmSummary(string Name, string What, double Steps, double TrainingStudies, double Minutes);

/// <summary>Arms side by side on held-out studies.</summary>
/// <param name="Title">What they are measured on.</param>
/// <param name="Reference">The arm that others are held against.</param>
public sealed record ExperimentTable(string Title, string Reference, IReadOnlyList<FigureRow> Rows)
{
    /// <summary>The arms in their order.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Arms => [.. Rows.Select(static row => row.Arm).Distinct(StringComparer.Ordinal)];

    /// <summary>The figures in their order, each with its rows by arm.</summary>
    [JsonIgnore]
    public IReadOnlyList<(string Figure, IReadOnlyDictionary<string, FigureRow> Rows)> Figures =>
        [.. Rows.GroupBy(static row => row.Figure, StringComparer.Ordinal).Select(static group =>
            (group.Key, (IReadOnlyDictionary<string, FigureRow>)group.ToDictionary(static row => row.Arm, StringComparer.Ordinal)))];
}
