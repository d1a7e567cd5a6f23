namespace VividMed.Reports;

/// <summary>A report or the taxonomy cannot be used. The message says what is wrong and never quotes report text.</summary>
public sealed class ReportException : Exception
{
    public ReportException(string code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>A stable reason code in kebab case: <c>empty-report</c>, <c>report-too-long</c>, <c>bad-taxonomy</c>, <c>bad-phrase</c>.</summary>
    public string Code { get; }
}
