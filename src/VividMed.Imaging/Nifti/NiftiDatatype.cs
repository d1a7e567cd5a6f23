namespace VividMed.Imaging.Nifti;

/// <summary>The scalar voxel types of NIfTI, by their number in the header.</summary>
public enum NiftiDatatype
{
    UInt8 = 2,
    Int16 = 4,
    Int32 = 8,
    Float32 = 16,
    Float64 = 64,
    Int8 = 256,
    UInt16 = 512,
    UInt32 = 768,
    Int64 = 1024,
    UInt64 = 1280,
}

internal static class NiftiDatatypes
{
    /// <summary>Bytes a voxel, or 0 where the type is not one of the scalars.</summary>
    public static int Size(this NiftiDatatype datatype) => datatype switch
    {
        NiftiDatatype.UInt8 or NiftiDatatype.Int8 => 1,
        NiftiDatatype.Int16 or NiftiDatatype.UInt16 => 2,
        NiftiDatatype.Int32 or NiftiDatatype.UInt32 or NiftiDatatype.Float32 => 4,
        NiftiDatatype.Int64 or NiftiDatatype.UInt64 or NiftiDatatype.Float64 => 8,
        _ => 0,
    };

    /// <summary>The type's name as the field writes it, such as <c>int16</c>.</summary>
    public static string Name(this NiftiDatatype datatype) => datatype.ToString().ToLowerInvariant();
}
