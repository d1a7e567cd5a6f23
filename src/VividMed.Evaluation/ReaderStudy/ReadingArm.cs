namespace VividMed.Evaluation.ReaderStudy;

/// <summary>What a reader is given beside the images.</summary>
public enum ReadingArm
{
    /// <summary>Nothing: the reader writes the report.</summary>
    None,

    /// <summary>A draft to be corrected.</summary>
    Draft,

    /// <summary>A draft whose phrases are marked in the colors of regions that are drawn in a second picture.</summary>
    Grounded,
}

/// <summary>Words and lists of <see cref="ReadingArm"/>.</summary>
public static class ReadingArms
{
    public static IReadOnlyList<ReadingArm> All { get; } = Enum.GetValues<ReadingArm>();

    /// <summary>Those in which there is something to find an error in.</summary>
    public static IReadOnlyList<ReadingArm> WithDraft { get; } = [ReadingArm.Draft, ReadingArm.Grounded];

    /// <summary>As files and pages name it.</summary>
    public static string Word(this ReadingArm arm) => arm.ToString().ToLowerInvariant();
}
