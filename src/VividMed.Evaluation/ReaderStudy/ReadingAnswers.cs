namespace VividMed.Evaluation.ReaderStudy;

/// <summary>What a reader's page saves of one period.</summary>
public sealed record ReadingAnswers(string Study, string Reader, int Period, IReadOnlyList<ReadingAnswer> Answers);

/// <summary>One case as a reader left it.</summary>
/// <param name="Seconds">From opening to finishing, without pauses and without the time in which the page was not seen.</param>
/// <param name="Text">The report as the reader would sign it.</param>
public sealed record ReadingAnswer(string Case, ReadingArm Arm, double Seconds, string Text)
{
    /// <summary>Keys, clicks and times, as the page noted them: for whoever asks how a time came about.</summary>
    public int Inputs { get; init; }

    public int Clicks { get; init; }

    public IReadOnlyList<ReadingMoment> Log { get; init; } = [];
}

/// <summary>Something that happened while a case was read.</summary>
/// <param name="At">By the clock of the reader's machine.</param>
/// <param name="What">start, pause, resume, hidden, shown, done.</param>
public sealed record ReadingMoment(DateTimeOffset At, string What);
