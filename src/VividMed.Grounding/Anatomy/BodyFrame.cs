using VividMed.Imaging.Geometry;

namespace VividMed.Grounding.Anatomy;

/// <summary>
/// Turns an image's voxels into the patient's directions. Where the image has an affine, that decides, on a radiograph too; a frontal
/// radiograph without one is taken in radiological display: the patient's right on the image's left, the head up.
/// </summary>
internal sealed class BodyFrame
{
    private static readonly string[] Lateral = ["LAT", "LL", "RL", "OBL", "LAO", "RAO", "LPO", "RPO"];

    private readonly SampleImage _image;
    private readonly Affine _toBody;

    public BodyFrame(SampleImage image)
    {
        _image = image;
        _toBody = image.Affine ?? Display(image.SpacingMm is [var x, var y, ..] ? (x, y) : (1, 1));
        IsFlat = image.Depth == 1;
        TellsSides = IsFlat ? !IsLateral(image.View) : image.Affine is not null;
        IsMetric = image.Affine is not null || image.SpacingMm is not null;
    }

    /// <summary>
    /// Whether left and right, and with them head and feet, can be told: not in a lateral view, nor in a volume without an affine.
    /// </summary>
    public bool TellsSides { get; }

    /// <summary>Whether the units are millimeters (on a radiograph those of the detector's plane).</summary>
    public bool IsMetric { get; }

    public bool IsFlat { get; }

    /// <summary>The whole image.</summary>
    public BodyBox Whole => Of(new Box(0, 0, 0, _image.Width, _image.Height, _image.Depth));

    /// <summary>Cubic millimeters a voxel.</summary>
    public double VoxelVolume => Math.Abs(_toBody.Determinant);

    public BodyBox Of(Box box)
    {
        var center = _toBody.Apply(box.CenterX - 0.5, box.CenterY - 0.5, box.CenterZ - 0.5);
        var (hx, hy, hz) = ((box.X1 - box.X0) / 2, (box.Y1 - box.Y0) / 2, IsFlat ? 0 : (box.Z1 - box.Z0) / 2);
        var r = (Math.Abs(_toBody.Xi) * hx) + (Math.Abs(_toBody.Xj) * hy) + (Math.Abs(_toBody.Xk) * hz);
        var a = (Math.Abs(_toBody.Yi) * hx) + (Math.Abs(_toBody.Yj) * hy) + (Math.Abs(_toBody.Yk) * hz);
        var s = (Math.Abs(_toBody.Zi) * hx) + (Math.Abs(_toBody.Zj) * hy) + (Math.Abs(_toBody.Zk) * hz);
        return new BodyBox(center.X - r, center.X + r, center.Y - a, center.Y + a, center.Z - s, center.Z + s);
    }

    /// <summary>The coordinate that grows to the patient's right, of a voxel's center.</summary>
    public double Right((double X, double Y, double Z) voxel) => _toBody.Apply(voxel.X, voxel.Y, voxel.Z).X;

    /// <summary>Radiological display as an affine: along a row to the patient's left, down the rows to the feet.</summary>
    private static Affine Display((double X, double Y) spacing) => new(-spacing.X, 0, 0, 0, 0, 0, 1, 0, 0, -spacing.Y, 0, 0);

    private static bool IsLateral(string view) => Array.Exists(Lateral, name => name.Length > 2
        ? view.Contains(name, StringComparison.OrdinalIgnoreCase)
        : view.Equals(name, StringComparison.OrdinalIgnoreCase));
}
