using System.Globalization;
using VividMed.Imaging.Dicom.Series;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;

namespace VividMed.Imaging.Dicom.Segmentations;

/// <summary>
/// Writes binary segmentations (PS3.3 A.51) of a series of slices: a frame for each slice that a segment has a voxel in, which names the
/// slice that it lies on. Equal input gives equal bytes; nobody is named, and the content's date is the first of January 1970.
/// </summary>
public static class DicomSegmentationWriter
{
    private const string SegmentationStorage = "1.2.840.10008.5.1.4.1.1.66.4";
    private const double Perpendicular = 1e-4;

    private static readonly DicomCode Segmentation = new("113076", "DCM", "Segmentation");
    private static readonly DicomCode SourceImage = new("121322", "DCM", "Source image for image processing operation");

    /// <summary>Writes meta information and data set, forward only; the stream stays open.</summary>
    /// <param name="series">With a slice for each voxel along the grid's last axis.</param>
    /// <param name="grid">Of the series and of every mask.</param>
    /// <param name="seed">Equal seeds give equal UIDs.</param>
    /// <exception cref="ArgumentException">There is no segment, or sizes differ.</exception>
    /// <exception cref="ImageFormatException"><c>gantry-tilt</c>: the grid's axes are not perpendicular. <c>empty-segmentation</c>: no voxel is set.</exception>
    public static void Write(Stream stream, DicomSeriesReference series, VolumeGrid grid, IReadOnlyList<SegmentContent> segments, string seed)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Check(series, grid, segments);
        var frames = FramesOf(segments);
        if (frames.Count == 0) throw new ImageFormatException("empty-segmentation", "no segment has a voxel");
        DicomWriter.WriteMeta(stream, TransferSyntax.ExplicitLittle, SegmentationStorage, DicomWriter.Uid("segmentation/" + seed));
        var writer = new DicomElementWriter(stream, DicomEncoding.ExplicitLittle);
        WriteDescription(writer, series, seed);
        WriteDimensions(writer, seed);
        WritePixelFacts(writer, grid, frames.Count);
        writer.Sequence(FrameTags.SegmentSequence, segments.Index().Select(segment => (Action)(() => WriteSegment(writer, segment.Item, segment.Index + 1))));
        writer.Text(FrameTags.ContentLabel, "SEGMENTATION");
        writer.Text(FrameTags.ContentDescription, "");
        writer.Text(FrameTags.ContentCreatorName, "");
        writer.Sequence(FrameTags.SharedFunctionalGroups, () => WriteShared(writer, grid));
        int[] slices = [.. frames.Select(static frame => frame.Slice).Distinct().Order()];
        writer.Sequence(
            FrameTags.PerFrameFunctionalGroups,
            frames.Select(frame => (Action)(() => WriteFrame(writer, series, grid, frame, Array.IndexOf(slices, frame.Slice) + 1))));
        writer.Bytes(DicomTags.PixelData, Pack(grid, segments, frames));
    }

    private static void Check(DicomSeriesReference series, VolumeGrid grid, IReadOnlyList<SegmentContent> segments)
    {
        if (segments.Count is < 1 or > ushort.MaxValue) throw new ArgumentException("1 to 65,535 segments can be written", nameof(segments));
        if (grid.Width is < 1 or > ushort.MaxValue || grid.Height is < 1 or > ushort.MaxValue || series.InstanceUids.Count != grid.Depth)
            throw new ArgumentException("the series has not a slice for each of the grid", nameof(series));
        if (segments.Any(segment => (segment.Mask.Width, segment.Mask.Height, segment.Mask.Depth) != (grid.Width, grid.Height, grid.Depth)))
            throw new ArgumentException("a mask lies on another grid", nameof(segments));
        var (i, j, k) = (Unit(grid, 0), Unit(grid, 1), Unit(grid, 2));
        if (!grid.VoxelToWorld.IsInvertible || Math.Abs(Dot(i, j)) > Perpendicular || Math.Abs(Dot(i, k)) > Perpendicular || Math.Abs(Dot(j, k)) > Perpendicular)
            throw new ImageFormatException("gantry-tilt", "the grid's axes are not perpendicular: slices of a segmentation would lie elsewhere");
    }

    /// <summary>The slices that a segment has a voxel in, segment by segment.</summary>
    private static List<MarkedSlice> FramesOf(IReadOnlyList<SegmentContent> segments)
    {
        var frames = new List<MarkedSlice>();
        foreach (var (index, segment) in segments.Index())
        {
            var mask = segment.Mask.Decode();
            var size = (long)mask.Width * mask.Height;
            for (var slice = 0; slice < mask.Depth; slice++)
            {
                var next = mask.NextSet(slice * size);
                if (next < 0) break;
                slice = (int)(next / size);
                frames.Add(new(index + 1, slice));
            }
        }

        return frames;
    }

    private static void WriteDescription(DicomElementWriter writer, DicomSeriesReference series, string seed)
    {
        writer.Text(DicomTags.SpecificCharacterSet, "ISO_IR 192");
        writer.Text(DicomTags.ImageType, @"DERIVED\PRIMARY");
        writer.Text(DicomTags.SopClassUid, SegmentationStorage);
        writer.Text(DicomTags.SopInstanceUid, DicomWriter.Uid("segmentation/" + seed));
        writer.Text(DicomTags.StudyDate, "");
        writer.Text(FrameTags.ContentDate, "19700101");
        writer.Text(DicomTags.StudyTime, "");
        writer.Text(FrameTags.ContentTime, "000000");
        writer.Text(FrameTags.AccessionNumber, "");
        writer.Text(DicomTags.Modality, "SEG");
        writer.Text(FrameTags.Manufacturer, "VividMed");
        writer.Text(FrameTags.ReferringPhysicianName, "");
        writer.Text(FrameTags.SeriesDescription, "Regions of a report");
        writer.Text(FrameTags.ManufacturerModelName, "VividMed");
        writer.Sequence(FrameTags.ReferencedSeries, () =>
        {
            writer.Sequence(FrameTags.ReferencedInstances, series.InstanceUids.Select(instance => (Action)(() => WriteReference(writer, series, instance))));
            writer.Text(DicomTags.SeriesInstanceUid, series.SeriesUid);
        });
        writer.Text(DicomTags.PatientName, "");
        writer.Text(DicomTags.PatientId, "");
        writer.Text(FrameTags.PatientBirthDate, "");
        writer.Text(FrameTags.PatientSex, "");
        writer.Text(FrameTags.DeviceSerialNumber, "0");
        writer.Text(FrameTags.SoftwareVersions, "1");
        writer.Text(DicomTags.StudyInstanceUid, series.StudyUid);
        writer.Text(DicomTags.SeriesInstanceUid, DicomWriter.Uid("segmentations/" + seed));
        writer.Text(DicomTags.StudyId, "");
        writer.Text(FrameTags.SeriesNumber, "2");
        writer.Text(FrameTags.InstanceNumber, "1");
        writer.Text(FrameTags.FrameOfReferenceUid, series.FrameOfReferenceUid);
        writer.Text(FrameTags.PositionReferenceIndicator, "");
    }

    /// <summary>Frames are in the order of segments, then of positions.</summary>
    private static void WriteDimensions(DicomElementWriter writer, string seed)
    {
        var organization = DicomWriter.Uid("dimensions/" + seed);
        writer.Sequence(FrameTags.DimensionOrganizations, () => writer.Text(FrameTags.DimensionOrganizationUid, organization));
        writer.Sequence(
            FrameTags.DimensionIndices,
            () => Index(FrameTags.ReferencedSegmentNumber, FrameTags.SegmentIdentification),
            () => Index(DicomTags.ImagePositionPatient, FrameTags.PlanePosition));

        void Index(DicomTag of, DicomTag within)
        {
            writer.Text(FrameTags.DimensionOrganizationUid, organization);
            writer.Tag(FrameTags.DimensionIndexPointer, of);
            writer.Tag(FrameTags.FunctionalGroupPointer, within);
        }
    }

    private static void WritePixelFacts(DicomElementWriter writer, VolumeGrid grid, int frames)
    {
        writer.UInt16(DicomTags.SamplesPerPixel, 1);
        writer.Text(DicomTags.PhotometricInterpretation, "MONOCHROME2");
        writer.Text(DicomTags.NumberOfFrames, frames.ToString(CultureInfo.InvariantCulture));
        writer.UInt16(DicomTags.Rows, (ushort)grid.Height);
        writer.UInt16(DicomTags.Columns, (ushort)grid.Width);
        writer.UInt16(DicomTags.BitsAllocated, 1);
        writer.UInt16(DicomTags.BitsStored, 1);
        writer.UInt16(DicomTags.HighBit, 0);
        writer.UInt16(DicomTags.PixelRepresentation, 0);
        writer.Text(FrameTags.LossyImageCompression, "00");
        writer.Text(FrameTags.SegmentationType, "BINARY");
    }

    private static void WriteSegment(DicomElementWriter writer, SegmentContent segment, int number)
    {
        writer.Sequence(FrameTags.SegmentedPropertyCategory, () => WriteCode(writer, segment.Category));
        writer.UInt16(FrameTags.SegmentNumber, (ushort)number);
        writer.Text(FrameTags.SegmentLabel, segment.Label);
        writer.Text(FrameTags.SegmentAlgorithmType, "AUTOMATIC");
        writer.Text(FrameTags.SegmentAlgorithmName, segment.Algorithm);
        writer.Sequence(FrameTags.SegmentedPropertyType, () =>
        {
            WriteCode(writer, segment.Property);
            if (segment.Side is { } side) writer.Sequence(FrameTags.SegmentedPropertyTypeModifier, () => WriteCode(writer, side));
        });
    }

    private static void WriteShared(DicomElementWriter writer, VolumeGrid grid)
    {
        var (i, j, k) = grid.VoxelToWorld.Spacing;
        writer.Sequence(FrameTags.PlaneOrientation, () => writer.Decimals(DicomTags.ImageOrientationPatient, [.. Unit(grid, 0), .. Unit(grid, 1)]));
        writer.Sequence(FrameTags.PixelMeasures, () =>
        {
            writer.Decimals(DicomTags.SliceThickness, k);
            writer.Decimals(FrameTags.SpacingBetweenSlices, k);
            writer.Decimals(DicomTags.PixelSpacing, j, i);
        });
    }

    private static void WriteFrame(DicomElementWriter writer, DicomSeriesReference series, VolumeGrid grid, MarkedSlice frame, int position)
    {
        writer.Sequence(FrameTags.DerivationImages, () =>
        {
            writer.Sequence(FrameTags.SourceImages, () =>
            {
                WriteReference(writer, series, series.InstanceUids[frame.Slice]);
                writer.Sequence(FrameTags.PurposeOfReference, () => WriteCode(writer, SourceImage));
            });
            writer.Sequence(FrameTags.DerivationCode, () => WriteCode(writer, Segmentation));
        });
        writer.Sequence(FrameTags.FrameContent, () => writer.UInt32s(FrameTags.DimensionIndexValues, (uint)frame.Segment, (uint)position));
        var (x, y, z) = grid.VoxelToWorld.Apply(0, 0, frame.Slice);
        writer.Sequence(FrameTags.PlanePosition, () => writer.Decimals(DicomTags.ImagePositionPatient, -x, -y, z));
        writer.Sequence(FrameTags.SegmentIdentification, () => writer.UInt16(FrameTags.ReferencedSegmentNumber, (ushort)frame.Segment));
    }

    private static void WriteReference(DicomElementWriter writer, DicomSeriesReference series, string instance)
    {
        writer.Text(FrameTags.ReferencedSopClassUid, series.SopClassUid);
        writer.Text(FrameTags.ReferencedSopInstanceUid, instance);
    }

    private static void WriteCode(DicomElementWriter writer, DicomCode code)
    {
        writer.Text(DicomTags.CodeValue, code.Value);
        writer.Text(DicomTags.CodingSchemeDesignator, code.Scheme);
        writer.Text(DicomTags.CodeMeaning, code.Meaning);
    }

    /// <summary>One bit a voxel, the lowest of a byte first, frame upon frame without a gap.</summary>
    private static byte[] Pack(VolumeGrid grid, IReadOnlyList<SegmentContent> segments, List<MarkedSlice> frames)
    {
        var size = (long)grid.Width * grid.Height;
        var bits = new byte[((frames.Count * size) + 7) / 8];
        var (segment, mask) = (0, default(Mask));
        for (var index = 0; index < frames.Count; index++)
        {
            var frame = frames[index];
            if (frame.Segment != segment) (segment, mask) = (frame.Segment, segments[frame.Segment - 1].Mask.Decode());
            var (from, to) = (frame.Slice * size, (frame.Slice + 1) * size);
            for (var voxel = mask!.NextSet(from); voxel >= 0 && voxel < to; voxel = mask.NextSet(voxel + 1))
            {
                var at = (index * size) + voxel - from;
                bits[at >> 3] |= (byte)(1 << (int)(at & 7));
            }
        }

        return bits;
    }

    /// <summary>Where an axis of the grid runs to, as DICOM has it: to the patient's left, to posterior, to the head.</summary>
    private static double[] Unit(VolumeGrid grid, int axis)
    {
        var a = grid.VoxelToWorld;
        double[] way = axis switch { 0 => [-a.Xi, -a.Yi, a.Zi], 1 => [-a.Xj, -a.Yj, a.Zj], _ => [-a.Xk, -a.Yk, a.Zk] };
        var length = Math.Sqrt(Dot(way, way));
        return Array.ConvertAll(way, part => part / length);
    }

    private static double Dot(double[] a, double[] b) => (a[0] * b[0]) + (a[1] * b[1]) + (a[2] * b[2]);

    private sealed record MarkedSlice(int Segment, int Slice);
}
