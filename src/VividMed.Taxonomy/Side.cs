namespace VividMed.Taxonomy;

/// <summary>The patient's side, never the image's.</summary>
public enum Side
{
    /// <summary>Not stated, or of something without sides.</summary>
    None,
    Left,
    Right,
    Both,
}

/// <summary>Arithmetic of sides.</summary>
public static class Sides
{
    /// <summary>Left and right make both; None adds nothing.</summary>
    public static Side Union(Side a, Side b) => a == Side.None ? b : b == Side.None || a == b ? a : Side.Both;

    /// <summary>One by one: both are left and right.</summary>
    public static IReadOnlyList<Side> Each(Side side) => side == Side.Both ? [Side.Left, Side.Right] : [side];

    /// <summary>Whether one is left and the other right.</summary>
    public static bool Conflict(Side a, Side b) => (a, b) is (Side.Left, Side.Right) or (Side.Right, Side.Left);
}
