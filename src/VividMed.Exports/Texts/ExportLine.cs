using VividMed.Exports.Planning;

namespace VividMed.Exports.Texts;

/// <summary>
/// One exchange: pictures, a question, an answer. Question and answer hold no picture placeholder and no word in angle brackets but those
/// that the family put there.
/// </summary>
/// <param name="Id">The sample's key, the task and a number: unique in the export.</param>
/// <param name="Boxes">The boxes that stand for placeholders in the answer, in their order; empty where the answer itself has the numbers.</param>
/// <param name="Refs">The phrases that stand for placeholders.</param>
internal sealed record ExportLine(
    string Id, ExportTask Task, IReadOnlyList<ExportPicture> Pictures, string Question, string Answer, IReadOnlyList<LineBox> Boxes, IReadOnlyList<string> Refs)
{
    /// <summary>Whether it asks for what the report denies.</summary>
    public bool IsDenied { get; init; }
}

/// <summary>Four numbers of the family's form, and the picture of the line that they lie in.</summary>
internal sealed record LineBox(int Picture, double[] Numbers);
