namespace VividMed.Imaging.Jpeg;

/// <summary>
/// Decodes transformed JPEG (ITU-T T.81: baseline, extended sequential and progressive DCT with Huffman codes) of 8 or 12 bits to the
/// components as coded, without color conversion. Chroma of half the width is brought to full width by triangle weights, as libjpeg
/// does by default; any other subsampling is repeated.
/// </summary>
internal static class TransformJpegDecoder
{
    /// <summary>No encoder writes so many; a file made of tiny scans could otherwise keep the decoder busy for hours.</summary>
    private const int MaximumScans = 100;

    /// <summary>Decodes into [row][column][component], little endian, one or two bytes a sample.</summary>
    public static void Decode(ReadOnlySpan<byte> codestream, JpegFrameHeader frame, Span<byte> target, int sampleBytes)
    {
        if (frame.Precision > 8 * sampleBytes)
        {
            throw new ImageFormatException("codestream-mismatch", $"{frame.Precision}-bit JPEG samples do not fit {sampleBytes} bytes");
        }

        if (frame.Components.Any(static c => c.Horizontal is < 1 or > 4 || c.Vertical is < 1 or > 4))
        {
            throw JpegMarkerReader.Malformed("a JPEG component has an impossible sampling factor");
        }

        var planes = Array.ConvertAll(frame.Components, component => new CoefficientPlane(frame, component));
        var tables = DecodeScans(codestream, frame, planes);
        var stored = new SampleTarget(target, frame.Width, frame.Components.Length, sampleBytes);
        for (var component = 0; component < planes.Length; component++)
        {
            SamplePlane.Of(planes[component], tables.Quantization(planes[component].Component.Quantization), frame.Precision)
                .Store(stored, component, frame.Width, frame.Height);
        }
    }

    private static JpegTables DecodeScans(ReadOnlySpan<byte> codestream, JpegFrameHeader frame, CoefficientPlane[] planes)
    {
        var markers = new JpegMarkerReader(codestream) { Position = 2 };
        var tables = new JpegTables();
        var (scans, seen) = (0, new HashSet<CoefficientPlane>());
        while (markers.Next(out var marker, out var segment))
        {
            if (marker != JpegMarkerReader.StartOfScan)
            {
                tables.Read(marker, segment);
                continue;
            }

            if (++scans > MaximumScans) throw JpegMarkerReader.Malformed($"the JPEG has more than {MaximumScans} scans");
            var scan = ReadScanHeader(segment, frame, planes, tables);
            markers.Position = DecodeScan(codestream, markers.Position, frame, scan, tables.RestartInterval);
            seen.UnionWith(scan.Planes);
        }

        return seen.Count == planes.Length
            ? tables
            : throw new ImageFormatException("truncated-pixel-data", "the JPEG lacks scans for some of its components");
    }

    private static TransformScan ReadScanHeader(
        ReadOnlySpan<byte> header, JpegFrameHeader frame, CoefficientPlane[] planes, JpegTables tables)
    {
        if (header.IsEmpty || header[0] is < 1 or > 4 || header.Length < 4 + (2 * header[0]))
        {
            throw JpegMarkerReader.Malformed("a scan header is cut off");
        }

        var count = header[0];
        var (first, last, approximation) = (header[1 + (2 * count)], header[2 + (2 * count)], header[3 + (2 * count)]);
        var (high, low) = (approximation >> 4, approximation & 15);
        var progressive = frame.Process == 0xC2;
        if (!progressive) (first, last, high, low) = (0, 63, 0, 0);
        if (first > last || last > 63 || low > 13 || (progressive && first == 0 && last != 0) || (first > 0 && count > 1))
        {
            throw JpegMarkerReader.Malformed("a scan has an impossible choice of coefficients");
        }

        var (chosen, dc, ac) = (new CoefficientPlane[count], new HuffmanTable?[count], new HuffmanTable?[count]);
        for (var i = 0; i < count; i++)
        {
            var (id, numbers) = (header[1 + (2 * i)], header[2 + (2 * i)]);
            chosen[i] = Array.Find(planes, plane => plane.Component.Id == id) ?? throw JpegMarkerReader.Malformed(
                "a scan names a component that does not exist");
            if (first == 0 && high == 0) dc[i] = tables.Dc(numbers >> 4);
            if (last > 0) ac[i] = tables.Ac(numbers);
        }

        return new TransformScan(progressive, first, last, high, low, chosen, dc, ac);
    }

    /// <summary>Decodes one scan and returns the position behind its data.</summary>
    private static int DecodeScan(
        ReadOnlySpan<byte> codestream, int position, JpegFrameHeader frame, TransformScan scan, int restartInterval)
    {
        using var segments = new EntropySegments(codestream, position);
        var bits = segments.Next();
        var single = scan.Planes.Length == 1 ? scan.Planes[0] : null;
        var across = single?.BlocksAcross ?? scan.Planes[0].Stride / scan.Planes[0].Component.Horizontal;
        var units = across * (single?.BlocksDown ?? (frame.Height + (8 * frame.Components.Max(static c => c.Vertical)) - 1) / (8 * frame.Components.Max(static c => c.Vertical)));
        for (var unit = 0; unit < units; unit++)
        {
            if (restartInterval > 0 && unit > 0 && unit % restartInterval == 0)
            {
                bits.CheckEnd();
                segments.Restart(((unit / restartInterval) - 1) % 8);
                bits = segments.Next();
                scan.Reset();
            }

            if (single is not null) scan.DecodeBlock(ref bits, 0, single.Block(unit % across, unit / across));
            else DecodeUnit(ref bits, scan, unit % across, unit / across);
        }

        bits.CheckEnd();
        return segments.Position;
    }

    private static void DecodeUnit(ref JpegBitReader bits, TransformScan scan, int x, int y)
    {
        for (var i = 0; i < scan.Planes.Length; i++)
        {
            var plane = scan.Planes[i];
            var (across, down) = (plane.Component.Horizontal, plane.Component.Vertical);
            for (var block = 0; block < across * down; block++)
            {
                scan.DecodeBlock(ref bits, i, plane.Block((x * across) + (block % across), (y * down) + (block / across)));
            }
        }
    }
}
