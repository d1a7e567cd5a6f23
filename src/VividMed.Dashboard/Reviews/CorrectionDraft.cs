using System.Globalization;
using VividMed.Dashboard.Samples;
using VividMed.Evaluation.Review;
using VividMed.Grounding;
using VividMed.Grounding.Review;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Overlays;
using VividMed.Taxonomy;

namespace VividMed.Dashboard.Reviews;

/// <summary>What a reviewer has filled in of a correction, as words of a form; empty is left as it is.</summary>
public sealed record CorrectionDraft
{
    public string Side { get; init; } = "";

    public string Polarity { get; init; } = "";

    public string Temporality { get; init; } = "";

    public string Target { get; init; } = "";

    /// <summary>Numbers apart by blanks: x0 y0 x1 y1, of a volume x0 y0 z0 x1 y1 z1, in voxels of the stored image.</summary>
    public string Box { get; init; } = "";

    /// <summary>The correction, null where nothing is filled in; or why it is none.</summary>
    public (ReviewCorrection? Correction, string? Problem) Read()
    {
        if (this == new CorrectionDraft()) return (null, null);
        var box = default(Box?);
        if (Box.Trim().Length > 0 && (box = BoxOf(Box)) is null) return (null, "a box is four numbers, of a volume six, apart by blanks");
        return (new ReviewCorrection
        {
            Side = Word<Side>(Side),
            Polarity = Word<Polarity>(Polarity),
            Temporality = Word<Temporality>(Temporality),
            Target = Target.Trim() is { Length: > 0 } target ? target : null,
            Box = box,
        }, null);
    }

    /// <summary>
    /// The draft with a box that was drawn on a plane: <c>axial 12 left top right bottom</c> in the plane's pixels. Through a volume it reaches
    /// as far as the item's region does, or one slice without one.
    /// </summary>
    public CorrectionDraft WithDrawn(string drawn, SampleImage image, ReviewItem item)
    {
        if (drawn.Split(' ') is not [var name, var at, .. { Length: 4 } corners]) return this;
        var numbers = Array.ConvertAll(corners, Number);
        if (!Enum.TryParse<OverlayPlane>(name, ignoreCase: true, out var plane) || !Array.TrueForAll(numbers, double.IsFinite)) return this;
        if (!int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var slice)) return this;
        var geometry = ImageView.GeometryOf(image, plane);
        var reach = item.Region is [var x0, var y0, var z0, var x1, var y1, var z1] ? geometry.Show(new Box(x0, y0, z0, x1, y1, z1)) : default;
        var (first, last) = item.Region is null || image.Depth == 1 ? (slice, slice + 1) : (reach.First, reach.Last);
        var box = geometry.Store(new PlaneBox(numbers[0], numbers[1], numbers[2], numbers[3], first, last));
        double[] written = image.Depth == 1 ? [box.X0, box.Y0, box.X1, box.Y1] : [box.X0, box.Y0, box.Z0, box.X1, box.Y1, box.Z1];
        return this with { Box = string.Join(' ', written.Select(static number => Math.Max(0, Math.Round(number, 1)).ToString(CultureInfo.InvariantCulture))) };
    }

    private static Box? BoxOf(string text)
    {
        var numbers = Array.ConvertAll(text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), Number);
        if (!Array.TrueForAll(numbers, double.IsFinite)) return null;
        return numbers switch
        {
            [var x0, var y0, var x1, var y1] => Imaging.Geometry.Box.Flat(x0, y0, x1, y1),
            [var x0, var y0, var z0, var x1, var y1, var z1] => new Box(x0, y0, z0, x1, y1, z1),
            _ => null,
        };
    }

    /// <summary>NaN where it is none.</summary>
    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    private static T? Word<T>(string word)
        where T : struct, Enum =>
        word.Length > 0 && Enum.TryParse<T>(word, ignoreCase: true, out var value) ? value : null;
}
