namespace VividMed.Training.VisionLanguage.Contracts;

/// <summary>Why an external localizer has no answer.</summary>
/// <param name="Code">As records have it.</param>
/// <param name="Words">As a model is told, and says.</param>
public sealed record LocalizerFailure(string Code, string Words)
{
    /// <summary>None is there to ask, or none for such images.</summary>
    public static readonly LocalizerFailure NoLocalizer = new("no-localizer", "no localizer");

    /// <summary>It has no class for what it is asked.</summary>
    public static readonly LocalizerFailure NoSuchClass = new("no-such-class", "no such class");

    /// <summary>What it is asked for names nothing that is known.</summary>
    public static readonly LocalizerFailure UnknownName = new("unknown-name", "unknown name");

    /// <summary>It did not answer in time.</summary>
    public static readonly LocalizerFailure TimedOut = new("localizer-timeout", "timed out");

    /// <summary>It broke off.</summary>
    public static readonly LocalizerFailure Broke = new("localizer-failed", "broke off");

    public static IReadOnlyList<LocalizerFailure> All { get; } = [NoLocalizer, NoSuchClass, UnknownName, TimedOut, Broke];
}
