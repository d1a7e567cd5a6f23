using VividMed.Exports.Coordinates;

namespace VividMed.Exports.Texts;

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
