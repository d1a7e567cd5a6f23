using VividMed.Datasets;
using VividMed.Phantoms.Writing;

namespace VividMed.Localization;

/// <summary>Keeps models that know phantoms alone from images that are none, or has it said that what they find there means nothing.</summary>
/// <param name="Miniatures">Their ids; none where every model may see patients.</param>
/// <param name="Phantoms">What they may see; null where whoever started the run lets them see anything.</param>
public sealed record Confinement(IReadOnlyList<string> Miniatures, PhantomImages? Phantoms)
{
    /// <summary>Models that were made for patients.</summary>
    public static Confinement None { get; } = new([], Phantoms: null);

    /// <summary>Whether findings of miniatures come from images that nobody knows as phantoms.</summary>
    public bool MeansNothing => Miniatures.Count > 0 && Phantoms is null;

    /// <summary>The models as provenance has them, with a word on those whose findings mean nothing.</summary>
    public IReadOnlyDictionary<string, string> Describe(IReadOnlyDictionary<string, string> models) => !MeansNothing
        ? models
        : models.ToDictionary(
            static model => model.Key,
            model => Miniatures.Contains(model.Key, StringComparer.Ordinal) ? $"{model.Value}; no clinical meaning: it knows phantoms alone" : model.Value,
            StringComparer.Ordinal);

    /// <summary>Whether a model may see the file of this digest.</summary>
    internal bool Allows(string sha256) => Miniatures.Count == 0 || Phantoms is null || Phantoms.Contains(sha256);

    /// <summary>Says why a model may not: <c>not-a-phantom</c>.</summary>
    internal DatasetException Refusal(StudyImage image) => new(
        "not-a-phantom",
        $"image {image.Id} is not among the phantoms of {PhantomTruth.FileName}, and {string.Join(" and ", Miniatures)} know nothing else: take it out of the dataset, bring a real model (docs/how-to/use-your-own-models.md), or move {PhantomTruth.FileName} away if it is of other images");
}
