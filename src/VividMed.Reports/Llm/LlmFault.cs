namespace VividMed.Reports;

/// <summary>What is wrong with an answer; each kind is told back to the model once.</summary>
internal enum LlmFault
{
    /// <summary>No JSON object of the asked form.</summary>
    Malformed,

    /// <summary>The answer ends before it is complete.</summary>
    Truncated,

    /// <summary>A quote that is not, letter by letter, in the sentence that it is said to be in.</summary>
    NotInText,

    /// <summary>A target outside the vocabulary.</summary>
    UnknownTarget,

    /// <summary>Present although the sentence plainly denies it.</summary>
    Polarity,

    /// <summary>A side that the sentence does not name.</summary>
    Side,
}
