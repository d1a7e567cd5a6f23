namespace VividMed.Inference;

/// <summary>Where a volume smaller than the window is padded: after its last voxel, or on both sides.</summary>
public enum WindowPadding
{
    End,
    Both,
}
