using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>An image to ask a model about, at its own size: a radiograph of 8 bits, a CT volume in Hounsfield units, or an MR volume in its own.</summary>
public sealed class ModelImage
{
    private readonly GrayImage? _picture;
    private readonly Volume? _volume;

    private ModelImage(GrayImage? picture, Volume? volume, Modality modality) => (_picture, _volume, Modality) = (picture, volume, modality);

    /// <summary>What its reports are about.</summary>
    public Modality Modality { get; }

    /// <summary>In pixels or voxels; a radiograph has depth 1.</summary>
    public (int Width, int Height, int Depth) Size =>
        _picture is { } picture ? (picture.Width, picture.Height, 1) : (_volume!.Width, _volume.Height, _volume.Depth);

    /// <summary>A radiograph as MIMIC-CXR-JPG renders it.</summary>
    public static ModelImage Of(GrayImage radiograph) => new(radiograph, null, Modality.Cxr);

    /// <summary>A CT or an MR.</summary>
    public static ModelImage Of(Volume volume, Modality modality = Modality.Ct) => new(null, volume, modality);

    internal (ImageGrid Grid, PreparedImage Image) Prepare(NetworkOptions options)
    {
        var grid = ImageGrid.For(_picture is null ? Math.Max(2, Size.Depth) : 1, options);
        return (grid, _picture is { } picture ? ImagePreparation.Of(picture, grid) : ImagePreparation.Of(_volume!, grid, Modality));
    }
}
