using VividMed.Imaging.Masks;
using VividMed.Training.VisionLanguage.Decoding;

namespace VividMed.Cli.Running;

/// <summary>An answer, and who says where what was asked for lies.</summary>
/// <param name="Answer">Null where no question was asked.</param>
internal sealed record LocatedAnswer(string? Answer, IReadOnlyList<LocatedName> Located)
{
    /// <summary>A name's places: where somebody was asked for them, theirs.</summary>
    public IReadOnlyList<ScoredBox> BoxesOf(TargetPresence name) => Located.LastOrDefault(one => one.Name == name.Name)?.Boxes ?? name.Boxes;

    public static LocatedRecord Record(LocatedName name, bool isFlat) => new(
        name.Name, name.Answer, name.Call, WrittenPhrase.Records(name.Boxes, isFlat), name.Mask is { } mask ? RunLengthMask.Encode(mask) : null, PhraseSource.Of(name).ToRecord());
}
