namespace VividMed.Inference;

/// <summary>Where an input smaller than a model's tensor is padded: after its last pixel or voxel, or on both sides (the odd one at the end).</summary>
public enum PaddingSide
{
    End,
    Both,
}
