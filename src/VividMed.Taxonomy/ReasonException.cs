namespace VividMed.Taxonomy;

/// <summary>
/// Something cannot be used, for a reason that has a name. The message names the file, the cause and the cure, and never quotes report text
/// or patient data; the code goes into quarantine records and statistics.
/// </summary>
public abstract class ReasonException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>A stable reason code in kebab case, such as <c>missing-report</c>.</summary>
    public string Code { get; } = code;

    /// <summary>Whether it lies in the one input at hand, a study's file or report, so that the next one may well be sound.</summary>
    public virtual bool LiesInInput => false;
}

/// <summary>The taxonomy's file is not as its schema says.</summary>
public sealed class TaxonomyException(string message, Exception? inner = null) : ReasonException("bad-taxonomy", message, inner);
