using System.Runtime.InteropServices;

namespace VividMed.Imaging.Dicom.Display;

/// <summary>
/// The 8-bit rendering of a radiograph published with MIMIC-CXR-JPG (Johnson et al. 2019): stored values stretched from their minimum to
/// their maximum, MONOCHROME1 inverted, then histogram equalization as OpenCV's <c>equalizeHist</c> does it. No rescale, no window.
/// Unlike there, padding is left out of all of it and black: it would take the gray values from the patient.
/// One pass counts the stored values, everything else happens on the counts, one pass writes.
/// </summary>
public static class RadiographRendering
{
    /// <summary>
    /// Renders the first frame. Throws <see cref="ImageFormatException"/> with the code <c>not-a-radiograph</c> for anything but
    /// MONOCHROME1 or MONOCHROME2 with one sample of 8 or 16 bits.
    /// </summary>
    public static GrayImage Render(DicomImage image, bool equalize = true)
    {
        ArgumentNullException.ThrowIfNull(image);
        var inverted = image.PhotometricInterpretation == "MONOCHROME1";
        if ((!inverted && image.PhotometricInterpretation != "MONOCHROME2") || image.SamplesPerPixel != 1 || image.BitsAllocated is not (8 or 16))
        {
            throw new ImageFormatException("not-a-radiograph",
                $"{image.PhotometricInterpretation} with {image.SamplesPerPixel} samples of {image.BitsAllocated} bits has no radiograph rendering");
        }

        var stored = image.Pixels.AsSpan(0, image.Rows * image.Columns * (image.BitsAllocated / 8));
        var gray = GC.AllocateUninitializedArray<byte>(image.Rows * image.Columns);
        var signed = image.PixelRepresentation == 1;
        if (image.BitsAllocated == 8)
        {
            // The sign flips the highest bit, so that order is kept and one table serves both.
            var flip = signed ? 0x80 : 0;
            var counts = new int[1 << 8];
            foreach (var value in stored) counts[value ^ flip]++;
            LeaveOut(image.Padding, counts, flip);
            var table = MakeTable(counts, inverted, equalize);
            for (var i = 0; i < gray.Length; i++) gray[i] = table[stored[i] ^ flip];
        }
        else
        {
            var values = MemoryMarshal.Cast<byte, ushort>(stored);
            var flip = signed ? 0x8000 : 0;
            var counts = Count(values, flip);
            LeaveOut(image.Padding, counts, flip);
            var table = MakeTable(counts, inverted, equalize);
            for (var i = 0; i < gray.Length; i++) gray[i] = table[values[i] ^ flip];
        }

        return new GrayImage(image.Columns, image.Rows, gray);
    }

    /// <summary>Forgets how often padding occurs, at the places where its values are counted.</summary>
    private static void LeaveOut(PixelPadding? padding, int[] counts, int flip)
    {
        if (padding is null) return;
        var (first, last) = (Math.Max(0, padding.Least + flip), Math.Min(counts.Length - 1, padding.Most + flip));
        if (first <= last) counts.AsSpan((int)first, (int)(last - first) + 1).Clear();
    }

    /// <summary>Neighbors are often equal: alternating between two histograms keeps one count from waiting for the other.</summary>
    private static int[] Count(ReadOnlySpan<ushort> values, int flip)
    {
        var even = new int[1 << 16];
        var odd = new int[1 << 16];
        var i = 0;
        for (; i + 1 < values.Length; i += 2)
        {
            even[values[i] ^ flip]++;
            odd[values[i + 1] ^ flip]++;
        }

        if (i < values.Length) even[values[i] ^ flip]++;
        for (var value = 0; value < even.Length; value++) even[value] += odd[value];
        return even;
    }

    /// <summary>The gray value of every stored value, from how often each occurs.</summary>
    private static byte[] MakeTable(int[] counts, bool inverted, bool equalize)
    {
        var table = new byte[counts.Length];
        var least = Array.FindIndex(counts, static count => count > 0);
        var range = (double)(Array.FindLastIndex(counts, static count => count > 0) - least);
        for (var value = 0; value < table.Length; value++)
        {
            if (counts[value] == 0) continue;
            var stretched = range > 0 ? (byte)((value - least) / range * 255) : (byte)0;
            table[value] = inverted ? (byte)(255 - stretched) : stretched;
        }

        if (!equalize || least < 0) return table;
        var equalized = Equalization(counts, table);
        for (var value = 0; value < table.Length; value++)
        {
            if (counts[value] > 0) table[value] = equalized[table[value]];
        }

        return table;
    }

    private static byte[] Equalization(int[] counts, byte[] table)
    {
        var histogram = new int[256];
        var total = 0;
        for (var value = 0; value < counts.Length; value++)
        {
            histogram[table[value]] += counts[value];
            total += counts[value];
        }

        var equalized = new byte[256];
        var first = Array.FindIndex(histogram, static count => count > 0);
        if (histogram[first] == total)
        {
            Array.Fill(equalized, (byte)first);
            return equalized;
        }

        var scale = 255f / (total - histogram[first]);
        var sum = 0;
        for (var gray = first + 1; gray < 256; gray++)
        {
            sum += histogram[gray];
            equalized[gray] = (byte)Math.Clamp((int)MathF.Round(sum * scale, MidpointRounding.ToEven), 0, 255);
        }

        return equalized;
    }
}
