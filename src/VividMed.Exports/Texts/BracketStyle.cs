using VividMed.Exports.Coordinates;

namespace VividMed.Exports.Texts;

/// <summary>LLaVA: the phrase and its numbers in brackets.</summary>
internal sealed class BracketStyle(CoordinateForm form) : GroundingStyle
{
    public override CoordinateForm Form => form;

    public override string Mark(string phrase, IReadOnlyList<LineBox> boxes) => $"{phrase} {OneOrList(boxes)}";

    public override string Locate(string phrase, IReadOnlyList<LineBox> boxes) => OneOrList(boxes);
}
