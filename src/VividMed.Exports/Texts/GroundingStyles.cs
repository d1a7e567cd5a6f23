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

/// <summary>Qwen and MedGemma: one JSON list, <c>[]</c> where there is nothing; a report stands as it is.</summary>
internal sealed class JsonStyle(string name, CoordinateForm form) : GroundingStyle
{
    public override CoordinateForm Form => form;

    public override bool MarksReports => false;

    public override string AskFor(string phrase) => $"Where in the image is this: {phrase}? Answer as JSON, a list of {name} and label.";

    public override string Mark(string phrase, IReadOnlyList<LineBox> boxes) =>
        "[" + string.Join(", ", boxes.Select(box => $"{{\"{name}\": {Numbers(box.Numbers)}, \"label\": {Quoted(phrase)}}}")) + "]";

    public override string Absent(string phrase) => "[]";
}

/// <summary>InternVL: <c>&lt;ref&gt;…&lt;/ref&gt;&lt;box&gt;[[…]]&lt;/box&gt;</c>.</summary>
internal sealed class RefBoxStyle : GroundingStyle
{
    public override CoordinateForm Form => CoordinateForms.Thousandths;

    public override string AskFor(string phrase) => $"Please give the bounding boxes of <ref>{phrase}</ref> in the image.";

    public override string Mark(string phrase, IReadOnlyList<LineBox> boxes) => $"<ref>{phrase}</ref><box>{List(boxes)}</box>";

    public override string Absent(string phrase) => $"There is no <ref>{phrase}</ref> in the image.";
}

/// <summary>LLaVA: the phrase and its numbers in brackets.</summary>
internal sealed class BracketStyle(CoordinateForm form) : GroundingStyle
{
    public override CoordinateForm Form => form;

    public override string Mark(string phrase, IReadOnlyList<LineBox> boxes) => $"{phrase} {OneOrList(boxes)}";

    public override string Locate(string phrase, IReadOnlyList<LineBox> boxes) => OneOrList(boxes);
}
