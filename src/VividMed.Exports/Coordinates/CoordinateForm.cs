using VividMed.Imaging.Geometry;

namespace VividMed.Exports.Coordinates;

/// <summary>
/// How a family writes boxes: whole steps ("bins") along each side of a frame that the picture lies in. Numbers are of edges, not of pixel
/// centers: 0 is the frame's left or upper edge, the last bin its right or lower one.
/// </summary>
/// <param name="Name">As manifests and the command line have it.</param>
/// <param name="Meaning">What the numbers are and what size they refer to, for people.</param>
/// <param name="FrameOf">The frame of a picture of a size.</param>
/// <param name="YFirst">[y0, x0, y1, x1] in place of [x0, y0, x1, y1].</param>
/// <param name="BinsPerUnit">How many bins make the written number 1: 1 for whole numbers, 1,000 for numbers with three decimals.</param>
public sealed record CoordinateForm(
    string Name, string Meaning, Func<PictureSize, CoordinateFrame> FrameOf, bool YFirst = false, int BinsPerUnit = 1)
{
    /// <summary>The size that the numbers refer to: that of the frame, unless the form is of the picture's size after a resize.</summary>
    public Func<PictureSize, PictureSize>? ResizedTo { get; init; }

    /// <summary>As <see cref="ResizedTo"/>, of the frame where there is none.</summary>
    public PictureSize RefersTo(PictureSize size) =>
        ResizedTo?.Invoke(size) ?? (FrameOf(size) is var frame ? new((int)frame.Width, (int)frame.Height) : size);

    /// <summary>The bins' sizes in pixels of the picture, along x and along y.</summary>
    public (double X, double Y) BinOf(PictureSize size)
    {
        var frame = FrameOf(size);
        return (frame.Width / frame.BinsX, frame.Height / frame.BinsY);
    }

    /// <summary>Four numbers; each edge goes to the nearest bin, and a box is at least a bin wide and high.</summary>
    /// <param name="box">In pixels of the picture and within it.</param>
    public double[] Write(Box box, PictureSize size)
    {
        var frame = FrameOf(size);
        var (x0, x1) = Bins(box.X0 + frame.OffsetX, box.X1 + frame.OffsetX, frame.Width, frame.BinsX);
        var (y0, y1) = Bins(box.Y0 + frame.OffsetY, box.Y1 + frame.OffsetY, frame.Height, frame.BinsY);
        long[] bins = YFirst ? [y0, x0, y1, x1] : [x0, y0, x1, y1];
        return Array.ConvertAll(bins, bin => (double)bin / BinsPerUnit);
    }

    /// <summary>The box that four numbers stand for, in pixels of the picture.</summary>
    public Box Read(IReadOnlyList<double> numbers, PictureSize size)
    {
        var frame = FrameOf(size);
        var (x0, y0, x1, y1) = YFirst ? (numbers[1], numbers[0], numbers[3], numbers[2]) : (numbers[0], numbers[1], numbers[2], numbers[3]);
        return Box.Flat(
            (x0 * BinsPerUnit * frame.Width / frame.BinsX) - frame.OffsetX, (y0 * BinsPerUnit * frame.Height / frame.BinsY) - frame.OffsetY,
            (x1 * BinsPerUnit * frame.Width / frame.BinsX) - frame.OffsetX, (y1 * BinsPerUnit * frame.Height / frame.BinsY) - frame.OffsetY);
    }

    private static (long From, long To) Bins(double from, double to, double length, long bins)
    {
        var (first, last) = (Nearest(from / length * bins, bins), Nearest(to / length * bins, bins));
        if (last > first) return (first, last);
        return first < bins ? (first, first + 1) : (bins - 1, bins);
    }

    /// <summary>Halves always go up: edges that are a bin apart stay so.</summary>
    private static long Nearest(double position, long bins) => Math.Clamp((long)Math.Floor(position + 0.5), 0, bins);
}

/// <summary>
/// What coordinates refer to: a rectangle of Width x Height pixels, cut into BinsX x BinsY steps, in which the picture's upper left corner
/// lies at the offset.
/// </summary>
public readonly record struct CoordinateFrame(double Width, double Height, long BinsX, long BinsY, double OffsetX = 0, double OffsetY = 0);
