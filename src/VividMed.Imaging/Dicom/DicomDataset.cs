using System.Globalization;

namespace VividMed.Imaging.Dicom;

/// <summary>
/// The attributes of a file or of one sequence item, with typed access. An absent or empty attribute reads as null;
/// one that cannot be read as the wanted type is refused with the code <c>malformed-value</c>.
/// </summary>
public sealed class DicomDataset
{
    private readonly IReadOnlyDictionary<DicomTag, DicomElement> _elements;
    private DicomText? _text;

    internal DicomDataset(IReadOnlyDictionary<DicomTag, DicomElement> elements, DicomEncoding encoding)
    {
        _elements = elements;
        Encoding = encoding;
    }

    internal DicomEncoding Encoding { get; }

    /// <summary>The tags present, in file order.</summary>
    public IEnumerable<DicomTag> Tags => _elements.Keys;

    /// <summary>True also of an attribute that is there without a value, which every getter reads as absent.</summary>
    public bool Contains(DicomTag tag) => _elements.ContainsKey(tag);

    /// <summary>
    /// The text without padding, in the declared character set; an item without a declaration of its own has that of its data set.
    /// </summary>
    public string? GetString(DicomTag tag)
    {
        if (Find(tag) is not { Value.Length: > 0 } element) return null;
        var text = Text.Decode(element.Value.Span).Trim(' ', '\0');
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
        return value is null ? null : Finite(tag, value.Value);
    }

    /// <summary>The items of a sequence; none when absent.</summary>
    public IReadOnlyList<DicomDataset> GetSequence(DicomTag tag)
    {
        if (Find(tag) is not { } element) return [];
        var encoding = element.Vr == "UN" ? DicomEncoding.ImplicitLittle : Encoding;
        var items = element.Items ?? DicomParser.ParseItems(element.Value, encoding);
        foreach (var item in items) item._text ??= item.Contains(DicomTags.SpecificCharacterSet) ? null : Text;
        return items;
    }

    private DicomText Text => _text ??= Find(DicomTags.SpecificCharacterSet) is { Value.Length: > 0 } declared
        ? DicomText.Of(System.Text.Encoding.Latin1.GetString(declared.Value.Span).Trim(' ', '\0'))
        : DicomText.Default;

    /// <summary>All values of an attribute of numbers, binary or decimal text; none when absent.</summary>
    public IReadOnlyList<double> GetDecimals(DicomTag tag)
    {
        if (Find(tag) is not { Value.Length: > 0 } element) return [];
        if (element.Vr is "DS" or "IS" or "UN")
        {
            return [.. GetStrings(tag).Select(text => text.Length == 0 ? throw Malformed(tag) : Finite(tag, ParseDecimal(tag, text)))];
        }

        var size = element.Vr switch { "US" or "SS" => 2, "UL" or "SL" or "FL" => 4, "FD" => 8, _ => throw Malformed(tag) };
        var values = new double[element.Value.Length / size];
        for (var i = 0; i < values.Length; i++)
        {
            var bytes = element.Value.Span[(i * size)..];
            values[i] = Finite(tag, element.Vr switch
            {
                "US" => Encoding.UInt16(bytes),
                "SS" => (short)Encoding.UInt16(bytes),
                "UL" => Encoding.UInt32(bytes),
                "SL" => (int)Encoding.UInt32(bytes),
                "FL" => Encoding.Single(bytes),
                _ => Encoding.Double(bytes),
            });
        }

        return values;
    }

    internal DicomElement? Find(DicomTag tag) => _elements.GetValueOrDefault(tag);

    private string? FirstText(DicomTag tag) => GetStrings(tag) is [{ Length: > 0 } first, ..] ? first : null;

    private static double Finite(DicomTag tag, double value) => double.IsFinite(value) ? value : throw Malformed(tag);

    private static int ToInt(DicomTag tag, uint value) => value <= int.MaxValue ? (int)value : throw Malformed(tag);

    private static int ParseInt(DicomTag tag, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Malformed(tag);

    private static double ParseDecimal(DicomTag tag, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Malformed(tag);

    private static ImageFormatException Malformed(DicomTag tag) =>
        new("malformed-value", $"attribute {tag} does not hold a number of its kind");
}

/// <summary>
/// One attribute of a data set. <paramref name="Value"/> is a window on the file's bytes, in the file's byte order.
/// <paramref name="Items"/> is set for a sequence of undefined length, <paramref name="Fragments"/> for encapsulated pixel data
/// (the first is the basic offset table); <paramref name="MissingBytes"/> is what the file's end cut off the last of them.
/// </summary>
internal sealed record DicomElement(
    DicomTag Tag,
    string Vr,
    ReadOnlyMemory<byte> Value,
    IReadOnlyList<DicomDataset>? Items = null,
    IReadOnlyList<ReadOnlyMemory<byte>>? Fragments = null,
    long MissingBytes = 0);
