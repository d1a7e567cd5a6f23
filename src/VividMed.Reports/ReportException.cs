using VividMed.Taxonomy;

namespace VividMed.Reports;

/// <summary>
/// A report or its gold cannot be used. Codes: <c>empty-report</c>, <c>report-too-long</c>, <c>bad-phrase</c>, <c>bad-gold</c>.
/// </summary>
public sealed class ReportException(string code, string message, Exception? inner = null) : ReasonException(code, message, inner)
{
    public override bool LiesInInput => true;
}
