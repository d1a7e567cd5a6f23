using System.Globalization;
using System.Text;

namespace VividMed.Imaging;

/// <summary>
/// The attributes of a file or of one sequence item, with typed access. An absent or empty attribute reads as null;
/// one that cannot be read as the wanted type is refused with the code <c>malformed-value</c>.
/// </summary>
public sealed class DicomDataset
{
    private readonly IReadOnlyDictionary<DicomTag, DicomElement> _elements;

    internal DicomDataset(IReadOnlyDictionary<DicomTag, DicomElement> elements, DicomEncoding encoding)
    {
        _elements = elements;
        Encoding = encoding;
    }

    internal DicomEncoding Encoding { get; }

    /// <summary>The tags present, in file order.</summary>
    public IEnumerable<DicomTag> Tags => _elements.Keys;

    public bool Contains(DicomTag tag) => _elements.ContainsKey(tag);

    /// <summary>The text without padding. Characters outside UTF-8 and Latin-1 may come out wrong, but never as an error.</summary>
    public string? GetString(DicomTag tag)
    {
        if (Find(tag) is not { Value.Length: > 0 } element) return null;
        var text = TextEncoding().GetString(element.Value.Span).Trim(' ', '\0');
        return text.Length == 0 ? null : text;
    }

    /// <summary>The values of a multi-valued text, without padding; none when absent.</summary>
    public IReadOnlyList<string> GetStrings(DicomTag tag) =>
        GetString(tag)?.Split('\\', StringSplitOptions.TrimEntries) ?? [];

    /// <summary>The first value of a whole number, binary or decimal text.</summary>
    public int? GetInt(DicomTag tag)
    {
        if (Find(tag) is not { Value.Length: > 0 } element) return null;
        var bytes = element.Value.Span;
        return element.Vr switch
        {
            "US" when bytes.Length >= 2 => Encoding.UInt16(bytes),
            "SS" when bytes.Length >= 2 => (short)Encoding.UInt16(bytes),
            "UL" when bytes.Length >= 4 => ToInt(tag, Encoding.UInt32(bytes)),
            "SL" when bytes.Length >= 4 => (int)Encoding.UInt32(bytes),
            "IS" or "DS" or "UN" => FirstText(tag) is { } text ? ParseInt(tag, text) : null,
            _ => throw Malformed(tag),
        };
    }

    /// <summary>The first value of a number, binary or decimal text; always finite.</summary>
    public double? GetDecimal(DicomTag tag)
    {
        if (Find(tag) is not { Value.Length: > 0 } element) return null;
        var bytes = element.Value.Span;
        double? value = element.Vr switch
        {
            "FL" when bytes.Length >= 4 => Encoding.Single(bytes),
            "FD" when bytes.Length >= 8 => Encoding.Double(bytes),
            "DS" or "IS" or "UN" => FirstText(tag) is { } text ? ParseDecimal(tag, text) : null,
            _ => GetInt(tag),
        };
        return value is null || double.IsFinite(value.Value) ? value : throw Malformed(tag);
    }

    /// <summary>The items of a sequence; none when absent.</summary>
    public IReadOnlyList<DicomDataset> GetSequence(DicomTag tag)
    {
        if (Find(tag) is not { } element) return [];
        if (element.Items is { } items) return items;
        var encoding = element.Vr == "UN" ? DicomEncoding.ImplicitLittle : Encoding;
        return DicomParser.ParseItems(element.Value, encoding);
    }

    internal DicomElement? Find(DicomTag tag) => _elements.GetValueOrDefault(tag);

    private Encoding TextEncoding()
    {
        var declared = Find(DicomTags.SpecificCharacterSet) is { } element ? System.Text.Encoding.Latin1.GetString(element.Value.Span) : "";
        return declared.Contains("ISO_IR 192", StringComparison.Ordinal) ? System.Text.Encoding.UTF8 : System.Text.Encoding.Latin1;
    }

    private string? FirstText(DicomTag tag) => GetStrings(tag) is [{ Length: > 0 } first, ..] ? first : null;

    private static int ToInt(DicomTag tag, uint value) => value <= int.MaxValue ? (int)value : throw Malformed(tag);

    private static int ParseInt(DicomTag tag, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Malformed(tag);

    private static double ParseDecimal(DicomTag tag, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Malformed(tag);

    private static ImageFormatException Malformed(DicomTag tag) => new("malformed-value", $"attribute {tag} does not hold a number of its kind");
}
