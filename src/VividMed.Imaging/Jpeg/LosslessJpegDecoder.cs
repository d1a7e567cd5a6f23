using System.Buffers.Binary;

namespace VividMed.Imaging.Jpeg;

/// <summary>
/// Decodes lossless JPEG (ITU-T T.81 process 14, SOF3): 2 to 16 bits, all seven predictors, point transform, restart intervals,
/// up to four components in one interleaved scan or in scans of their own.
/// </summary>
internal ref struct LosslessJpegDecoder
{
    private readonly ReadOnlySpan<byte> _codestream;
    private readonly SampleTarget _target;
    private readonly LosslessHuffmanTable?[] _tables = new LosslessHuffmanTable?[4];
    private readonly JpegFrameHeader _frame;
    private int _restartInterval;
    private int _decoded;

    private LosslessJpegDecoder(ReadOnlySpan<byte> codestream, JpegFrameHeader frame, SampleTarget target)
    {
        _codestream = codestream;
        _frame = frame;
        _target = target;
    }

    /// <summary>Decodes into [row][column][component], little endian, one or two bytes a sample.</summary>
    public static void Decode(ReadOnlySpan<byte> codestream, JpegFrameHeader frame, Span<byte> target, int sampleBytes)
    {
        if (frame.Precision > 8 * sampleBytes)
        {
            throw new ImageFormatException("codestream-mismatch", $"{frame.Precision}-bit JPEG samples do not fit {sampleBytes} bytes");
        }

        if (frame.Components.Any(component => component.Horizontal != frame.Components[0].Horizontal || component.Vertical != frame.Components[0].Vertical))
        {
            throw new ImageFormatException("unsupported-transfer-syntax", "lossless JPEG with subsampled components is not supported");
        }

        new LosslessJpegDecoder(
            codestream, frame, new SampleTarget(target, frame.Width, frame.Components.Length, sampleBytes)).DecodeScans();
    }

    private void DecodeScans()
    {
        var markers = new JpegMarkerReader(_codestream) { Position = 2 };
        var complete = (1 << _frame.Components.Length) - 1;
        while (_decoded != complete && markers.Next(out var marker, out var segment))
        {
            switch (marker)
            {
                case JpegMarkerReader.HuffmanTables:
                    ReadTables(segment);
                    break;
                case JpegMarkerReader.RestartInterval when segment.Length >= 2:
                    _restartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment);
                    break;
                case JpegMarkerReader.StartOfScan:
                    markers.Position = DecodeScan(segment, markers.Position);
                    break;
            }
        }

        if (_decoded != complete) throw new ImageFormatException("truncated-pixel-data", "the JPEG lacks scans for some of its components");
    }

    private readonly void ReadTables(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            if (segment.Length < 17) throw JpegMarkerReader.Malformed("a Huffman table is cut off");
            var counts = segment.Slice(1, 16);
            var symbols = 0;
            foreach (var count in counts) symbols += count;
            if (segment.Length < 17 + symbols || (segment[0] & 15) > 3)
            {
                throw JpegMarkerReader.Malformed("a Huffman table is cut off or has no place");
            }

            if (segment[0] <= 3) _tables[segment[0]] = new LosslessHuffmanTable(counts, segment.Slice(17, symbols));
            segment = segment[(17 + symbols)..];
        }
    }

    /// <summary>Decodes one scan and returns the position behind its data.</summary>
    private int DecodeScan(ReadOnlySpan<byte> header, int position)
    {
        var scan = ReadScanHeader(header);
        using var segments = new EntropySegments(_codestream, position);
        var bits = segments.Next();
        var intervalRows = _restartInterval / _frame.Width;
        var (interval, first) = (0, true);
        for (var y = 0; y < _frame.Height; y++)
        {
            if (intervalRows > 0 && y > 0 && y % intervalRows == 0)
            {
                bits.CheckEnd();
                segments.Restart(interval++ % 8);
                bits = segments.Next();
                first = true;
            }

            scan.DecodeRow(ref bits, first);
            first = false;
            for (var i = 0; i < scan.Components.Length; i++) _target.Store(y, scan.Components[i], scan.Row(i), scan.PointTransform);
        }

        bits.CheckEnd();
        foreach (var component in scan.Components) _decoded |= 1 << component;
        return segments.Position;
    }

    private readonly LosslessScan ReadScanHeader(ReadOnlySpan<byte> header)
    {
        if (header.IsEmpty || header[0] is < 1 or > 4 || header.Length < 4 + (2 * header[0]))
        {
            throw JpegMarkerReader.Malformed("a scan header is cut off");
        }

        var components = new int[header[0]];
        var tables = new LosslessHuffmanTable[components.Length];
        for (var i = 0; i < components.Length; i++)
        {
            var (id, table) = (header[1 + (2 * i)], header[2 + (2 * i)] >> 4);
            components[i] = Array.FindIndex(_frame.Components, component => component.Id == id);
            if (components[i] < 0 || table > 3) throw JpegMarkerReader.Malformed("a scan names a component or table that does not exist");
            tables[i] = _tables[table] ?? throw JpegMarkerReader.Malformed("a scan names a Huffman table that was not given");
        }

        var (predictor, pointTransform) = (header[1 + (2 * components.Length)], header[3 + (2 * components.Length)] & 15);
        if (predictor is < 1 or > 7 || pointTransform >= _frame.Precision)
        {
            throw JpegMarkerReader.Malformed("a scan has an impossible predictor or point transform");
        }

        if (_restartInterval % _frame.Width != 0) throw JpegMarkerReader.Malformed("the restart interval is no whole number of rows");
        if (components.Length > 1 && _frame.Components[0] is not { Horizontal: 1, Vertical: 1 })
        {
            throw JpegMarkerReader.Malformed("interleaved lossless components are sampled in blocks");
        }

        return new LosslessScan(
            _frame.Width, components, tables, predictor, pointTransform, (ushort)(1 << (_frame.Precision - pointTransform - 1)));
    }
}
