namespace VividMed.DurableTask;

internal static class VersionOrder
{
    /// <summary>Numeric order when both parse as a version, otherwise ordinal order without regard to case; empty is lowest.</summary>
    public static int Compare(string? left, string? right)
    {
        bool leftEmpty = string.IsNullOrWhiteSpace(left);
        bool rightEmpty = string.IsNullOrWhiteSpace(right);
        if (leftEmpty || rightEmpty)
        {
            return rightEmpty.CompareTo(leftEmpty);
        }

        return System.Version.TryParse(left, out Version? a) && System.Version.TryParse(right, out Version? b)
            ? a.CompareTo(b)
            : string.Compare(left, right, StringComparison.OrdinalIgnoreCase);
    }
}
