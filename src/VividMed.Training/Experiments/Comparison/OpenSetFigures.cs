using VividMed.Training.Experiments.Results;

namespace VividMed.Training.Experiments.Comparison;

/// <summary>The figures of names that are asked for one by one, some of which the heads were never shown.</summary>
internal static class OpenSetFigures
{
    private const double Found = 0.3;

    public static IReadOnlyList<Figure> All { get; } =
    [
        new("seen box IoU", static studies => Overlap(studies, IsSeen)),
        new("unseen box IoU", static studies => Overlap(studies, IsUnseen)),
        new("harmonic mean of box IoU", static studies => Harmonic(Overlap(studies, IsSeen), Overlap(studies, IsUnseen))),
        new("seen recall at IoU 0.3", static studies => Recall(studies, IsSeen)),
        new("unseen recall at IoU 0.3", static studies => Recall(studies, IsUnseen)),
        new("harmonic mean of recall", static studies => Harmonic(Recall(studies, IsSeen), Recall(studies, IsUnseen))),
        new("unseen box IoU, words never taught", static studies => Overlap(studies, IsStrange)),
        new("null accuracy, seen", static studies => Nothing(studies, IsSeen)),
        new("null accuracy, unseen", static studies => Nothing(studies, IsUnseen)),
        new("null accuracy, unseen, words never taught", static studies => Nothing(studies, IsStrange)),
        new("call precision", static studies => Share(studies, static one => one.Called is not null, static one => one.IsUnseen && one.Called!.NamesIt)),
        new("call recall", static studies => Share(studies, IsUnseen, static one => one.Called is { NamesIt: true })),
        new("call recall, words never taught", static studies => Share(studies, IsStrange, static one => one.Called is { NamesIt: true })),
        new("conflicts of heads and localizer", static studies => Share(studies, static one => one is { IsFailed: false, Called.Conflicts: not null }, static one => one.Called!.Conflicts == true), IsBetterLower: true),
        new("conflicts that the heads win", static studies => Share(studies, static one => one is { IsFailed: false, Called.OwnIsNearer: not null }, static one => one.Called!.OwnIsNearer == true)),
        new("reason said after a failed call", static studies => Share(studies, static one => one is { IsFailed: true, Called: not null }, static one => one.Place is { HasPlace: false, SaysReason: true })),
        new("made-up boxes after a failed call", static studies => Share(studies, static one => one is { IsFailed: true, Called: not null }, static one => one.Place.HasPlace), IsBetterLower: true),
        new("made-up boxes where nobody knows", static studies => Share(studies, static one => one is { IsFailed: true, IsUnseen: true }, static one => one.Place.HasPlace), IsBetterLower: true),
    ];

    private static bool IsSeen(NamedResult one) => !one.IsUnseen;

    /// <summary>By the words that were taught.</summary>
    private static bool IsUnseen(NamedResult one) => one is { IsUnseen: true, IsOtherWord: false };

    private static bool IsStrange(NamedResult one) => one is { IsUnseen: true, IsOtherWord: true };

    private static double? Overlap(IReadOnlyList<StudyResult> studies, Func<NamedResult, bool> which) => Mean(Named(studies, which).SelectMany(static one => one.Place.Overlaps));

    private static double? Recall(IReadOnlyList<StudyResult> studies, Func<NamedResult, bool> which) =>
        Mean(Named(studies, which).SelectMany(static one => one.Place.Overlaps).Select(static overlap => overlap >= Found ? 1.0 : 0));

    private static double? Nothing(IReadOnlyList<StudyResult> studies, Func<NamedResult, bool> which) => Share(studies, one => !one.IsThere && which(one), static one => !one.Place.HasPlace);

    private static double? Share(IReadOnlyList<StudyResult> studies, Func<NamedResult, bool> which, Func<NamedResult, bool> isSo) => Mean(Named(studies, which).Select(one => isSo(one) ? 1.0 : 0));

    private static IEnumerable<NamedResult> Named(IReadOnlyList<StudyResult> studies, Func<NamedResult, bool> which) => studies.SelectMany(static study => study.Named ?? []).Where(which);

    private static double? Harmonic(double? one, double? other) => one + other is not { } sum ? null : sum > 0 ? 2 * one * other / sum : 0;

    private static double? Mean(IEnumerable<double> values)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in values) (sum, count) = (sum + value, count + 1);
        return count == 0 ? null : sum / count;
    }
}
