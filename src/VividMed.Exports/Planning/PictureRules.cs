using VividMed.Imaging.Overlays;

namespace VividMed.Exports.Planning;

/// <summary>How images become pictures. Nothing is ever drawn into one.</summary>
public sealed record PictureRules
{
    /// <summary>Longest side of a flat picture in pixels; larger ones are made smaller, and boxes follow. Null leaves them as they are.</summary>
    public int? Longest { get; init; }

    /// <summary>Whether the picture lies in the middle of a black square.</summary>
    public bool PadToSquare { get; init; }

    /// <summary>Whether volumes go out whole, so that no slice is chosen.</summary>
    public bool WholeVolumes { get; init; }

    public ExportPlane Plane { get; init; } = ExportPlane.Axial;

    public OverlayWindow Window { get; init; } = OverlayWindow.Lung;

    /// <summary>At most so many slices of a volume.</summary>
    public int MostSlices { get; init; } = 8;

    /// <summary>What becomes of flat pictures, in words.</summary>
    public string Meaning =>
        (Longest is { } longest ? $"at most {longest} pixels on the longer side, boxes moved along" : "as stored")
        + (PadToSquare ? ", in the middle of a black square" : "") + "; nothing is drawn into them";

    /// <summary>What becomes of volumes, in words.</summary>
    public string SliceRule => WholeVolumes
        ? "volumes are handed over whole"
        : $"{SlicePlane.Name(Plane)} slices in the window {Window.Low} to {Window.High} HU; of each region the slice in which its mask has the most voxels "
            + $"(of a box the middle one), at most {MostSlices} a volume, those with the most regions first; without a region the middle slice";
}
