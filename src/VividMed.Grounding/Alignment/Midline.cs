using VividMed.Imaging;
using VividMed.Reports;

namespace VividMed.Grounding;

/// <summary>
/// Tells the patient's side of a place in an image. On a frontal radiograph the patient's right is on the image's left; in a volume the
/// affine tells (RAS+: x grows to the right). The midline lies between the lungs where both were found, else in the image's middle.
/// </summary>
internal sealed class Midline
{
    private readonly SampleImage _image;
    private readonly bool _frontal;
    private readonly double _middle;
    private readonly double _margin;

    public Midline(SampleImage image, int index, string modality, IReadOnlyList<Candidate> candidates, double margin)
    {
        _image = image;
        _frontal = modality == SampleModality.Cxr;
        _margin = margin * Extent();
        var left = Lung(candidates, index, Side.Left);
        var right = Lung(candidates, index, Side.Right);
        _middle = left is { } l && right is { } r ? (Position(l) + Position(r)) / 2 : Position(new Box(0, 0, 0, image.Width, image.Height, image.Depth));
    }

    /// <summary>Whether the image tells sides at all: a lateral view or a volume without an affine does not.</summary>
    public bool TellsSides => _frontal ? !IsLateral(_image.View) : _image.Affine is not null;

    /// <summary>The side of a box by its centre; None on the midline or where the image tells no sides.</summary>
    public Side SideOf(Box box) => Decide(Position(box));

    /// <summary>The side of a voxel position.</summary>
    public Side SideOf((double X, double Y, double Z) voxel) => Decide(_frontal ? -voxel.X : World(voxel.X, voxel.Y, voxel.Z));

    private static Box? Lung(IReadOnlyList<Candidate> candidates, int image, Side side)
    {
        foreach (var candidate in candidates)
        {
            if (candidate.Image == image && candidate.Target == "lung" && candidate.Side == side) return candidate.Box;
        }

        return null;
    }

    private static bool IsLateral(string view) =>
        view.Contains("LAT", StringComparison.OrdinalIgnoreCase) || view.Equals("LL", StringComparison.OrdinalIgnoreCase) || view.Equals("RL", StringComparison.OrdinalIgnoreCase);

    private Side Decide(double position)
    {
        if (!TellsSides || Math.Abs(position - _middle) <= _margin) return Side.None;
        return position > _middle ? Side.Right : Side.Left;
    }

    /// <summary>A coordinate that grows to the patient's right.</summary>
    private double Position(Box box) => _frontal ? -box.CentreX : World(box.CentreX - 0.5, box.CentreY - 0.5, box.CentreZ - 0.5);

    private double World(double i, double j, double k) => _image.Affine?.Apply(i, j, k).X ?? 0;

    private double Extent()
    {
        if (_frontal) return _image.Width;
        if (_image.Affine is not { } affine) return 0;
        return (Math.Abs(affine.Xi) * _image.Width) + (Math.Abs(affine.Xj) * _image.Height) + (Math.Abs(affine.Xk) * _image.Depth);
    }
}
