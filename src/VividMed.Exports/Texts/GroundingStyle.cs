using System.Globalization;
using System.Text.Json;
using VividMed.Exports.Coordinates;

namespace VividMed.Exports.Texts;

/// <summary>How a model family writes phrases and boxes into text.</summary>
internal abstract class GroundingStyle
{
    /// <summary>How boxes are written.</summary>
    public abstract CoordinateForm Form { get; }

    /// <summary>What a phrase is asked for with.</summary>
    public virtual string AskFor(string phrase) => $"Where in the image is this: {phrase}?";

    /// <summary>A phrase within its report.</summary>
    /// <param name="phrase">Escaped.</param>
    /// <param name="boxes">At least one.</param>
    public abstract string Mark(string phrase, IReadOnlyList<LineBox> boxes);

    /// <summary>The answer to <see cref="AskFor"/>.</summary>
    public virtual string Locate(string phrase, IReadOnlyList<LineBox> boxes) => Mark(phrase, boxes);

    /// <summary>The answer where there is nothing to find.</summary>
    public virtual string Absent(string phrase) => "It is not there.";

    /// <summary>Whether answers hold placeholders, and the numbers stand beside the text with the index of their picture.</summary>
    public virtual bool BoxesApart => false;

    /// <summary>Whether <see cref="Mark"/> is used within reports; else a report stands as it is.</summary>
    public virtual bool MarksReports => true;

    /// <summary>Numbers as JSON has them: whole where they are whole, else three decimals at most.</summary>
    internal static string Numbers(double[] numbers) =>
        "[" + string.Join(", ", numbers.Select(static number => number.ToString("0.###", CultureInfo.InvariantCulture))) + "]";

    /// <summary>One box a list of numbers, several a list of lists.</summary>
    internal static string OneOrList(IReadOnlyList<LineBox> boxes) => boxes is [var only] ? Numbers(only.Numbers) : List(boxes);

    internal static string List(IReadOnlyList<LineBox> boxes) => "[" + string.Join(", ", boxes.Select(static box => Numbers(box.Numbers))) + "]";

    internal static string Quoted(string text) => JsonSerializer.Serialize(text, ExportJson.Line);
}
