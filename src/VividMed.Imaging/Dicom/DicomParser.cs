namespace VividMed.Imaging.Dicom;

/// <summary>
/// Walks the elements of a data set (PS3.5 section 7). Values are windows on the file, never copied. Sequences of defined length are
/// skipped and parsed when asked for; those of undefined length must be walked to find their end, to a bounded depth.
/// </summary>
internal sealed class DicomParser(ReadOnlyMemory<byte> data)
{
    private const int MaximumDepth = 32;
    private const int MaximumElements = 1_000_000;
    private const uint UndefinedLength = 0xFFFFFFFF;

    private int _elements;

    /// <summary>How an item begins in little endian.</summary>
    public static ReadOnlySpan<byte> ItemBytes => [0xFE, 0xFF, 0x00, 0xE0];

    /// <summary>A sequence delimiter in little endian.</summary>
    private static ReadOnlySpan<byte> DelimiterBytes => [0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0];

    public int Position { get; private set; }

    /// <summary>Bytes behind the pixels that are no elements.</summary>
    public int TrailingBytes { get; private set; }

    public static IReadOnlyList<DicomDataset> ParseItems(ReadOnlyMemory<byte> value, DicomEncoding encoding) =>
        new DicomParser(value).ReadItems(encoding, value.Length, depth: 1, delimited: false);

    /// <summary>The fragments within a value that should have been of undefined length.</summary>
    public static List<ReadOnlyMemory<byte>> ParseFragments(ReadOnlyMemory<byte> value, DicomEncoding encoding)
    {
        var parser = new DicomParser(value);
        return [.. parser.ReadPixels(new ElementHeader(DicomTags.PixelData, "OB", UndefinedLength), encoding).Fragments!];
    }

    /// <summary>The file meta information: group 0002 in explicit little endian, whatever its group length claims.</summary>
    public DicomDataset ReadMeta(int position)
    {
        Position = position;
        var elements = new Dictionary<DicomTag, DicomElement>();
        while (Position + 2 <= data.Length && DicomEncoding.ExplicitLittle.UInt16(data.Span[Position..]) == 0x0002)
        {
            AddElement(
                elements, ReadHeader(DicomEncoding.ExplicitLittle, data.Length), DicomEncoding.ExplicitLittle, data.Length, depth: 1);
        }

        return new DicomDataset(elements, DicomEncoding.ExplicitLittle);
    }

    /// <summary>
    /// The data set itself, to the end of the file; zero padding behind it is passed over, and so is whatever behind the pixels is no
    /// element: the image is whole without it.
    /// </summary>
    public DicomDataset ReadDataset(DicomEncoding encoding)
    {
        var elements = new Dictionary<DicomTag, DicomElement>();
        var end = data.Span.LastIndexOfAnyExcept((byte)0) + 1;
        var hasPixels = false;
        while (Position < end)
        {
            var start = Position;
            try
            {
                var header = ReadHeader(encoding, data.Length);
                if (hasPixels && DicomTags.IsPixelData(header.Tag)) throw Malformed("pixel data come twice");
                AddElement(elements, header, encoding, data.Length, depth: 0);
                hasPixels |= DicomTags.IsPixelData(header.Tag);
            }
            catch (ImageFormatException) when (hasPixels)
            {
                TrailingBytes = end - start;
                break;
            }
        }

        return new DicomDataset(elements, encoding);
    }

    /// <summary>The data set up to its pixel data, with the length that those claim; null where the bytes end without any.</summary>
    public DicomDataset ReadDatasetBeforePixels(DicomEncoding encoding, out uint? pixelBytes)
    {
        var elements = new Dictionary<DicomTag, DicomElement>();
        pixelBytes = null;
        var end = data.Span.LastIndexOfAnyExcept((byte)0) + 1;
        while (Position < end)
        {
            var header = ReadHeader(encoding, data.Length);
            if (DicomTags.IsPixelData(header.Tag))
            {
                pixelBytes = header.Length;
                break;
            }

            AddElement(elements, header, encoding, data.Length, depth: 0);
        }

        return new DicomDataset(elements, encoding);
    }

    private DicomDataset ReadItem(DicomEncoding encoding, int end, int depth, bool delimited)
    {
        var elements = new Dictionary<DicomTag, DicomElement>();
        while (Position < end)
        {
            var header = ReadHeader(encoding, end);
            if (header.Tag == DicomTags.ItemDelimitation) return new DicomDataset(elements, encoding);
            AddElement(elements, header, encoding, end, depth);
        }

        return delimited ? throw Malformed("an item has no end") : new DicomDataset(elements, encoding);
    }

    private List<DicomDataset> ReadItems(DicomEncoding encoding, int end, int depth, bool delimited)
    {
        if (depth > MaximumDepth)
        {
            throw new ImageFormatException("nesting-too-deep", $"sequences are nested deeper than {MaximumDepth} levels");
        }

        var items = new List<DicomDataset>();
        while (Position < end)
        {
            var header = ReadHeader(encoding, end);
            if (header.Tag == DicomTags.SequenceDelimitation) return items;
            if (header.Tag != DicomTags.Item) throw Malformed($"a sequence holds {header.Tag} instead of an item");
            var undefined = header.Length == UndefinedLength;
            var itemEnd = undefined ? end : Position + Bounded(header, end);
            items.Add(ReadItem(encoding, itemEnd, depth, undefined));
            if (!undefined) Position = itemEnd;
            CountElement();
        }

        return delimited ? throw Malformed("a sequence has no end") : items;
    }

    /// <summary>Items of a sequence of unknown type are implicit little endian (PS3.5 6.2.2); some writers spell them as all else.</summary>
    private List<DicomDataset> ReadUnknownItems(DicomEncoding encoding, int end, int depth)
    {
        var start = Position;
        try
        {
            return ReadItems(DicomEncoding.ImplicitLittle, end, depth, delimited: true);
        }
        catch (ImageFormatException error) when (error.Code == "malformed-data-set" && encoding != DicomEncoding.ImplicitLittle)
        {
            Position = start;
            return ReadItems(encoding, end, depth, delimited: true);
        }
    }

    /// <summary>
    /// The image's own pixel data of undefined length: fragments or, against the standard, the bare pixels up to the end of the file.
    /// Harm beyond the fragments that are there does none to those: a missing delimiter is accepted, the last fragment may be cut.
    /// </summary>
    private DicomElement ReadPixels(ElementHeader header, DicomEncoding encoding)
    {
        var fragments = new List<ReadOnlyMemory<byte>>();
        var missing = 0L;
        if (Position + 8 <= data.Length && !IsDelimiter(encoding)) return ReadBarePixels(header);
        while (Position < data.Length)
        {
            if (fragments.Count > 1 && !IsDelimiter(encoding)) break;
            var item = ReadHeader(encoding, data.Length);
            if (item.Tag == DicomTags.SequenceDelimitation) break;
            if (item.Tag != DicomTags.Item) throw Malformed($"encapsulated pixel data hold {item.Tag} instead of a fragment");
            var length = (int)Math.Min(item.Length, data.Length - Position);
            missing = item.Length - length;
            fragments.Add(data.Slice(Position, length));
            Position += length;
            CountElement();
        }

        return new DicomElement(header.Tag, header.Vr, default, Fragments: fragments, MissingBytes: missing);
    }

    private DicomElement ReadBarePixels(ElementHeader header)
    {
        var value = data[Position..];
        Position = data.Length;
        if (value.Span.EndsWith(DelimiterBytes)) value = value[..^DelimiterBytes.Length];
        return new DicomElement(header.Tag, header.Vr, value);
    }

    /// <summary>Fragments elsewhere: an icon within a sequence, a private attribute. They must end within what holds them.</summary>
    private List<ReadOnlyMemory<byte>> ReadFragments(DicomEncoding encoding, int end)
    {
        var fragments = new List<ReadOnlyMemory<byte>>();
        while (Position < end)
        {
            var header = ReadHeader(encoding, end);
            if (header.Tag == DicomTags.SequenceDelimitation) return fragments;
            if (header.Tag != DicomTags.Item) throw Malformed($"encapsulated data hold {header.Tag} instead of a fragment");
            var length = Bounded(header, end);
            fragments.Add(data.Slice(Position, length));
            Position += length;
            CountElement();
        }

        throw Malformed("encapsulated data have no end");
    }

    private bool IsDelimiter(DicomEncoding encoding) =>
        data.Length - Position >= DelimiterBytes.Length
        && encoding.UInt16(data.Span[Position..]) == DicomTags.Item.Group
        && encoding.UInt16(data.Span[(Position + 2)..]) is var element
        && (element == DicomTags.Item.Element || element == DicomTags.SequenceDelimitation.Element);

    private void AddElement(Dictionary<DicomTag, DicomElement> elements, ElementHeader header, DicomEncoding encoding, int end, int depth)
    {
        CountElement();
        elements.TryAdd(header.Tag, ReadElement(header, encoding, end, depth));
    }

    private DicomElement ReadElement(ElementHeader header, DicomEncoding encoding, int end, int depth)
    {
        var pixels = depth == 0 && DicomTags.IsPixelData(header.Tag);
        if (header.Length == UndefinedLength)
        {
            if (pixels) return ReadPixels(header, encoding);
            if (DicomTags.IsPixelData(header.Tag) || header.Vr is "OB" or "OW")
            {
                return new DicomElement(header.Tag, header.Vr, default, Fragments: ReadFragments(encoding, end));
            }

            if (header.Vr is not ("SQ" or "UN")) throw Malformed($"{header.Tag} has no length");
            var items = header.Vr == "UN" ? ReadUnknownItems(encoding, end, depth + 1) : ReadItems(encoding, end, depth + 1, delimited: true);
            return new DicomElement(header.Tag, "SQ", default, items);
        }

        // Pixel data that end too early are cut here and refused by whoever decodes them: the header stays readable.
        var length = pixels ? (int)Math.Min(header.Length, data.Length - Position) : Bounded(header, end);
        var value = data.Slice(Position, length);
        Position += length;
        return new DicomElement(header.Tag, header.Vr, value);
    }

    private ElementHeader ReadHeader(DicomEncoding encoding, int end)
    {
        var bytes = Take(8, end);
        var tag = new DicomTag(encoding.UInt16(bytes), encoding.UInt16(bytes[2..]));
        if (tag.Group == 0xFFFE) return new ElementHeader(tag, "", encoding.UInt32(bytes[4..]));
        if (!encoding.Explicit) return new ElementHeader(tag, DicomTags.RepresentationOf(tag), encoding.UInt32(bytes[4..]));
        if (!ValueRepresentation.IsPlausible(bytes[4..6])) throw Malformed($"{tag} has no value representation");
        var vr = ValueRepresentation.Name(bytes[4..6]);
        return ValueRepresentation.HasShortLength(vr)
            ? new ElementHeader(tag, vr, encoding.UInt16(bytes[6..]))
            : new ElementHeader(tag, vr, encoding.UInt32(Take(4, end)));
    }

    private ReadOnlySpan<byte> Take(int count, int end)
    {
        if (end - Position < count) throw Malformed("the data set ends within an element");
        var bytes = data.Span.Slice(Position, count);
        Position += count;
        return bytes;
    }

    private int Bounded(ElementHeader header, int end) => header.Length <= (uint)(end - Position)
        ? (int)header.Length
        : throw Malformed($"{header.Tag} claims {header.Length} bytes where {end - Position} are left");

    private void CountElement()
    {
        if (++_elements > MaximumElements) throw new ImageFormatException("too-many-elements", $"more than {MaximumElements} elements");
    }

    private static ImageFormatException Malformed(string message) => new("malformed-data-set", message);

    private readonly record struct ElementHeader(DicomTag Tag, string Vr, uint Length);
}
