namespace VividMed.Grounding.Anatomy;

/// <summary>
/// A box in the patient's own directions: R grows to the patient's right, A to the front, S to the head. Units are those of its
/// <see cref="BodyFrame"/>: millimeters where the image has geometry, else pixels.
/// </summary>
internal readonly record struct BodyBox(double R0, double R1, double A0, double A1, double S0, double S1)
{
    public double CenterR => (R0 + R1) / 2;

    public double CenterS => (S0 + S1) / 2;

    public double Width => R1 - R0;

    public double Height => S1 - S0;

    public BodyBox Union(BodyBox other) => new(
        Math.Min(R0, other.R0), Math.Max(R1, other.R1), Math.Min(A0, other.A0), Math.Max(A1, other.A1), Math.Min(S0, other.S0),
        Math.Max(S1, other.S1));

    /// <summary>The box grown by a margin on every face.</summary>
    public BodyBox Grow(double by) => new(R0 - by, R1 + by, A0 - by, A1 + by, S0 - by, S1 + by);

    public bool Touches(BodyBox other) =>
        R0 <= other.R1 && other.R0 <= R1 && A0 <= other.A1 && other.A0 <= A1 && S0 <= other.S1 && other.S0 <= S1;

    /// <summary>
    /// The share of this box's extent that lies in another, 0 to 1. Flat extents (a radiograph's depth) count as covered.
    /// </summary>
    public double ShareIn(BodyBox other) =>
        Share(R0, R1, other.R0, other.R1) * Share(A0, A1, other.A0, other.A1) * Share(S0, S1, other.S0, other.S1);

    private static double Share(double from, double to, double otherFrom, double otherTo) =>
        to > from ? Math.Max(0, Math.Min(to, otherTo) - Math.Max(from, otherFrom)) / (to - from) : 1;
}
