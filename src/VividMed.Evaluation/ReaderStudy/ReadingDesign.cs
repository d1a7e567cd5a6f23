using VividMed.Taxonomy;

namespace VividMed.Evaluation.ReaderStudy;

/// <summary>study.json: what was drawn and how, and the digest that seals the key. Holds no word of a report and no study's name.</summary>
/// <param name="Study">Follows from version, plan and cases.</param>
/// <param name="ManifestSha256">Of the version's manifest.</param>
/// <param name="Errors">How many of each kind are planted.</param>
/// <param name="KeySha256">Of key.json as it was written: a key that was changed later is refused.</param>
public sealed record ReadingDesign(
    int Schema, string Study, string DatasetId, int Version, string Recipe, string ManifestSha256, ReadingPlan Plan,
    IReadOnlyDictionary<PlantedErrorKind, int> Errors, IReadOnlyList<ReadingPower> Power, string KeySha256, IReadOnlyList<PlannedReading> Readings)
{
    /// <summary>The version of the pack that is written and read.</summary>
    public const int SchemaVersion = 1;

    /// <summary>Readers, in their order.</summary>
    internal IEnumerable<string> Readers => Readings.Select(static reading => reading.Reader).Distinct(StringComparer.Ordinal);
}

/// <summary>key.json: what is true of each case, kept from the readers until they have handed in. It holds reports.</summary>
public sealed record ReadingKey(int Schema, string Study, IReadOnlyList<KeyCase> Cases);

/// <summary>A case as the analysis needs it.</summary>
/// <param name="Name">As the readers know it.</param>
/// <param name="Source">The study of the version.</param>
public sealed record KeyCase(
    string Name, string Source, Modality Modality, string Report, string Draft, IReadOnlyList<PlantedError> Errors, IReadOnlyList<KeyFinding> Findings)
{
    internal static KeyCase Of(ReadingCase drawn) => new(
        drawn.Name, drawn.Sample.Study, drawn.Sample.Modality, drawn.Sample.Report.Text, drawn.Draft.Text, drawn.Draft.Errors,
        KeyFinding.Of(drawn.Sample));
}
