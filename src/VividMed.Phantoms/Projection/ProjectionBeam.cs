namespace VividMed.Phantoms.Projection;

/// <summary>
/// A point source and a flat detector behind the patient, in world millimeters (RAS+): a cone beam, so that what lies nearer to the source is
/// shown larger. The central ray goes through the middle of the volume. Columns of the detector run from the patient's right to the left (on a
/// lateral view from front to back), rows from head to foot, as a radiograph is looked at whichever way the beam went.
/// </summary>
/// <param name="View">
/// PA: the source behind the patient; AP: in front; LATERAL: on the right, the left side against the detector.
/// </param>
/// <param name="Width">Columns of the detector.</param>
/// <param name="Height">Rows of the detector.</param>
/// <param name="PixelMm">The side of a pixel on the detector, which is more than it covers of the patient.</param>
public sealed record ProjectionBeam(string View, int Width, int Height, double PixelMm)
{
    /// <summary>From source to detector; 1.8 m is usual where the patient stands, about 1.1 m at a bed.</summary>
    public double SourceToDetectorMm { get; init; } = 1800;

    /// <summary>From the middle of the volume to the detector.</summary>
    public double MiddleToDetectorMm { get; init; } = 170;

    /// <summary>How far the detector is turned about the central ray, in radians.</summary>
    public double Roll { get; init; }

    /// <summary>How far the detector's middle lies off the central ray, along its columns and rows.</summary>
    public (double Columns, double Rows) ShiftMm { get; init; }

    /// <summary>How much larger than life the middle of the volume is shown.</summary>
    public double Magnification => SourceToDetectorMm / (SourceToDetectorMm - MiddleToDetectorMm);

    /// <summary>Where the source lies, for a volume whose middle is at the given place.</summary>
    public WorldPoint Source(WorldPoint middle) => middle + (Along * (MiddleToDetectorMm - SourceToDetectorMm));

    /// <summary>Where the middle of a pixel of the detector lies.</summary>
    public WorldPoint Pixel(WorldPoint middle, int column, int row)
    {
        var right = ((column + 0.5 - (Width / 2.0)) * PixelMm) + ShiftMm.Columns;
        var down = ((row + 0.5 - (Height / 2.0)) * PixelMm) + ShiftMm.Rows;
        var (sin, cos) = Math.SinCos(Roll);
        return middle + (Along * MiddleToDetectorMm) + (Columns * ((right * cos) - (down * sin))) + (Down * ((right * sin) + (down * cos)));
    }

    private static WorldPoint Down => new(0, 0, -1);

    private WorldPoint Along => WayOf(View);

    private WorldPoint Columns => View == "LATERAL" ? new(0, -1, 0) : new(-1, 0, 0);

    private static WorldPoint WayOf(string view) => view switch
    {
        "PA" => new(0, 1, 0),
        "AP" => new(0, -1, 0),
        "LATERAL" => new(-1, 0, 0),
        _ => throw new ArgumentException($"{view} is no view: PA, AP and LATERAL are", nameof(view)),
    };
}

/// <summary>A place or a way in world millimeters (RAS+).</summary>
public readonly record struct WorldPoint(double X, double Y, double Z)
{
    public static WorldPoint operator +(WorldPoint a, WorldPoint b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static WorldPoint operator -(WorldPoint a, WorldPoint b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static WorldPoint operator *(WorldPoint a, double factor) => new(a.X * factor, a.Y * factor, a.Z * factor);

    public double Length => Math.Sqrt((X * X) + (Y * Y) + (Z * Z));
}
