using VividMed.Imaging.Geometry;
using VividMed.Taxonomy;

namespace VividMed.Grounding.Anatomy;

/// <summary>Which side of the patient a place of an image lies on.</summary>
public static class ImageSides
{
    /// <summary>The patient's side of the image's middle on which a box has its center; None where the image tells no sides.</summary>
    /// <param name="box">in voxels of the image</param>
    public static Side Of(SampleImage image, Box box)
    {
        var frame = new BodyFrame(image);
        if (!frame.TellsSides) return Side.None;
        return frame.Of(box).CenterR > frame.Whole.CenterR ? Side.Right : Side.Left;
    }
}
