namespace VividMed.Imaging;

/// <summary>
/// What <c>vividmed image info</c> says of a NIfTI file. <paramref name="Affine"/> has four rows of four; <paramref name="Spacing"/> is
/// millimetres along up to three axes. The statistics are of the finite values after slope and intercept, in double precision, and
/// null where there is none; <paramref name="ValuesSha256"/> is over all values as little-endian float32 in file order.
/// </summary>
public sealed record NiftiSummary(
    string File,
    string Format,
    int[] Shape,
    string Datatype,
    double[][] Affine,
    string Orientation,
    double[] Spacing,
    double? ValueMin,
    double? ValueMax,
    double? ValueMean,
    string ValuesSha256,
    string? Warning);
