namespace VividMed.Reports;

/// <summary>The segmenter's own names for a target, by side; null where it has none.</summary>
public sealed record SegmenterPrompts(string? None = null, string? Left = null, string? Right = null)
{
    public string? For(Side side) => side switch
    {
        Side.Left => Left,
        Side.Right => Right,
        _ => None,
    };
}
