using VividMed.Exports.Coordinates;

namespace VividMed.Exports.Texts;

/// <summary>ms-swift: placeholders, which it fills from <c>objects</c> by the rules of the model that it trains.</summary>
internal sealed class PlaceholderStyle : GroundingStyle
{
    public override CoordinateForm Form => CoordinateForms.Pixels;

    public override bool BoxesApart => true;

    public override string AskFor(string phrase) => "Where in the image is this: <ref-object>?";

    public override string Mark(string phrase, IReadOnlyList<LineBox> boxes) => "<ref-object>" + Locate(phrase, boxes);

    public override string Locate(string phrase, IReadOnlyList<LineBox> boxes) => string.Concat(Enumerable.Repeat("<bbox>", boxes.Count));
}
