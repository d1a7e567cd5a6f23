using VividMed.Exports.Coordinates;

namespace VividMed.Exports.Texts;

/// <summary>InternVL: <c>&lt;ref&gt;…&lt;/ref&gt;&lt;box&gt;[[…]]&lt;/box&gt;</c>.</summary>
internal sealed class RefBoxStyle : GroundingStyle
{
    public override CoordinateForm Form => CoordinateForms.Thousandths;

    public override string AskFor(string phrase) => $"Please give the bounding boxes of <ref>{phrase}</ref> in the image.";

    public override string Mark(string phrase, IReadOnlyList<LineBox> boxes) => $"<ref>{phrase}</ref><box>{List(boxes)}</box>";

    public override string Absent(string phrase) => $"There is no <ref>{phrase}</ref> in the image.";
}
