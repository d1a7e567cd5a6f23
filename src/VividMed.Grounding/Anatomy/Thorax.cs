using VividMed.Imaging.Geometry;
using VividMed.Taxonomy;

namespace VividMed.Grounding.Anatomy;

/// <summary>
/// The chest of one image as far as the models found it: lungs and heart in the patient's directions, the midline between the lungs
/// (of a head between the hemispheres, else the image's middle), and how high a place lies in its lung.
/// </summary>
internal sealed class Thorax
{
    public const string Lung = "lung";
    public const string HeartId = "heart";
    public const string Hemisphere = "cerebral hemisphere";

    private readonly double _middle;
    private readonly double _margin;

    public Thorax(SampleImage image, int index, IReadOnlyList<Candidate> candidates, double margin)
    {
        Frame = new BodyFrame(image);
        LeftLung = Find(candidates, index, Lung, Side.Left);
        RightLung = Find(candidates, index, Lung, Side.Right);
        Lungs = LeftLung is { } one && RightLung is { } second ? one.Union(second) : Find(candidates, index, Lung, Side.None);
        Heart = Find(candidates, index, HeartId, Side.None);
        var whole = Frame.Whole;
        var (own, other) = (LeftLung ?? Find(candidates, index, Hemisphere, Side.Left), RightLung ?? Find(candidates, index, Hemisphere, Side.Right));
        _middle = own is { } l && other is { } r ? (l.CenterR + r.CenterR) / 2 : whole.CenterR;
        _margin = margin * whole.Width;
        IsMirrored = Frame.TellsSides && own is { } left && other is { } right && left.CenterR > right.CenterR + _margin;
    }

    public BodyFrame Frame { get; }

    /// <summary>
    /// The lung that the models call the left one lies to the patient's right of the other by the image's own directions: the image is a
    /// mirrored copy, or the models took the sides for each other. Nobody can tell a side in it.
    /// </summary>
    public bool IsMirrored { get; }

    public BodyBox? LeftLung { get; }

    public BodyBox? RightLung { get; }

    /// <summary>Both lungs together; null where fewer than both were found.</summary>
    public BodyBox? Lungs { get; }

    public BodyBox? Heart { get; }

    /// <summary>The side of a box by its center; None on the midline or where the image tells no sides.</summary>
    public Side SideOf(Box box) => Decide(Frame.Of(box).CenterR);

    /// <summary>The side of a voxel position.</summary>
    public Side SideOf((double X, double Y, double Z) voxel) => Decide(Frame.Right(voxel));

    /// <summary>The lung that a box belongs to by its side, else both; null where it was not found.</summary>
    public BodyBox? LungOf(Box box) => SideOf(box) switch
    {
        Side.Left => LeftLung ?? Lungs,
        Side.Right => RightLung ?? Lungs,
        _ => Lungs,
    };

    /// <summary>
    /// How far down the lung a box's center lies: 0 at the apex, 1 at the base. Null where the lungs were not found or directions are
    /// unknown.
    /// </summary>
    public double? Depth(Box box) =>
        Frame.TellsSides && LungOf(box) is { Height: > 0 } lung ? (lung.S1 - Frame.Of(box).CenterS) / lung.Height : null;

    private BodyBox? Find(IReadOnlyList<Candidate> candidates, int image, string target, Side side)
    {
        Candidate? best = null;
        foreach (var candidate in candidates)
        {
            if (candidate.Image == image && candidate.Target == target && candidate.Side == side && (best is null || candidate.Score > best.Score)) best = candidate;
        }

        return best is null ? null : Frame.Of(best.Box);
    }

    private Side Decide(double right)
    {
        if (!Frame.TellsSides || Math.Abs(right - _middle) <= _margin) return Side.None;
        return right > _middle ? Side.Right : Side.Left;
    }
}
