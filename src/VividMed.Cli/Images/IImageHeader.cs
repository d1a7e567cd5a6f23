namespace VividMed.Cli.Images;

/// <summary>What can be said of an image file without its pixels.</summary>
internal interface IImageHeader
{
    /// <summary>What a census counts together.</summary>
    ImageKind Key();

    (int Width, int Height, int Depth) Size();
}

/// <summary>Files that are alike: what encodes them and what kind of pixels they have.</summary>
/// <param name="Pixels">Photometric interpretation; for NIfTI the orientation and what it rests on.</param>
/// <param name="Type">unsigned or signed; for NIfTI the voxel type.</param>
/// <param name="Note">DICOM modality, or what is wrong.</param>
internal sealed record ImageKind(
    string Format, string Encoding, string TransferSyntaxUid, string Pixels, int Samples, int BitsAllocated, int BitsStored, string Type,
    string Note);
