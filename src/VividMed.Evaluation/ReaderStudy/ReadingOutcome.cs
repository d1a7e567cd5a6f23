namespace VividMed.Evaluation.ReaderStudy;

/// <summary>What arms are compared by.</summary>
public enum ReadingOutcome
{
    /// <summary>The share of planted errors that were caught.</summary>
    Catch,

    /// <summary>How long a case took.</summary>
    Seconds,
}
