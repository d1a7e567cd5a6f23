using VividMed.Imaging;

namespace VividMed.Grounding;

/// <summary>One study as training data: images, report, phrases tied to regions, questions and answers, and where all of it came from. Record version 1.</summary>
public sealed record Sample(
    string Id,
    string Dataset,
    string Split,
    string Patient,
    string Study,
    string Modality,
    IReadOnlyList<SampleImage> Images,
    SampleReport Report,
    IReadOnlyList<Phrase> Phrases,
    IReadOnlyList<Region> Regions,
    IReadOnlyList<QuestionAnswer> Questions,
    Provenance Provenance)
{
    public const int SchemaVersion = 1;
}
