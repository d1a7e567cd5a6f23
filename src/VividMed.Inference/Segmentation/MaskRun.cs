namespace VividMed.Inference;

/// <summary>Set voxels [From, To) of one row; rows count over y, then z.</summary>
internal readonly record struct MaskRun(long Row, int From, int To)
{
    public int Length => To - From;
}
