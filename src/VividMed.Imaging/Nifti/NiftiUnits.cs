namespace VividMed.Imaging.Nifti;

/// <summary>The unit of length in a header's xyzt_units. Lengths are brought to millimeters when they are read.</summary>
internal static class NiftiUnits
{
    private const int SpaceBits = 7;

    /// <summary>Millimeters in the header's unit; one that is not known is taken for a millimeter, which nearly every file means.</summary>
    public static double Millimeters(int units, List<string> warnings)
    {
        var (millimeters, name) = (units & SpaceBits) switch
        {
            1 => (1000.0, "meters"),
            3 => (0.001, "micrometers"),
            _ => (1.0, ""),
        };
        if (millimeters != 1) warnings.Add($"Lengths are in {name} in the file (xyzt_units {units & SpaceBits}) and were brought to millimeters.");
        return millimeters;
    }

    /// <summary>Scales some entries in place.</summary>
    public static double[] Scale(double[] values, int first, int count, double factor)
    {
        if (factor == 1) return values;
        for (var i = first; i < first + count; i++) values[i] *= factor;
        return values;
    }
}
