using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using VividMed.Datasets.CtRate;
using VividMed.Datasets.Mimic;
using VividMed.Datasets.Own;
using VividMed.Phantoms.Reporting;

namespace VividMed.Phantoms.Writing;

/// <summary>
/// The reports of a phantom dataset with their marked mentions, a JSON line a study, as <c>vividmed evaluate reports --gold</c> reads them.
/// </summary>
internal static class PhantomGold
{
    public const string FileName = "gold.jsonl";

    /// <summary>Of MR, which reports are read with a vocabulary of their own.</summary>
    public const string HeadFileName = "gold-mr.jsonl";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task WriteAsync(string root, IEnumerable<(PhantomTruthStudy Study, string Report)> reports, CancellationToken cancellationToken)
    {
        var byVocabulary = reports.ToLookup(static study => study.Study.Dataset == CsvDataset.HeadName);
        await SaveAsync(Path.Combine(root, FileName), byVocabulary[false], cancellationToken);
        if (byVocabulary[true].Any()) await SaveAsync(Path.Combine(root, HeadFileName), byVocabulary[true], cancellationToken);
    }

    private static async Task SaveAsync(string path, IEnumerable<(PhantomTruthStudy Study, string Report)> reports, CancellationToken cancellationToken)
    {
        await using var file = new StreamWriter(path) { NewLine = "\n" };
        foreach (var (study, report) in reports)
        {
            var gold = study.Phrases.Where(static phrase => !phrase.IsAnatomy).Select(Mention);
            var line = JsonSerializer.Serialize(new { Id = study.Study, Style = study.Dataset == MimicCxrDataset.DatasetName ? MimicCxrDataset.DatasetName : CtRateDataset.DatasetName, Text = report, Gold = gold }, Json);
            await file.WriteLineAsync(line.AsMemory(), cancellationToken);
        }
    }

    // What is said of an earlier examination only must not be read as there now; how else it is read is left open.
    private static object Mention(PhantomPhrase phrase) => new
    {
        Anchor = phrase.Text,
        phrase.Start,
        phrase.End,
        Expect = phrase.Historical ? "must-not-be-present" : "wanted",
        Targets = (string[])[phrase.Target],
        Polarity = Name(phrase.Polarity),
        Temporality = "current",
        Side = Name(phrase.Side),
        phrase.Change,
        phrase.Certainty,
        phrase.SizeMm,
        phrase.PriorSizeMm,
        phrase.Count,
    };

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
