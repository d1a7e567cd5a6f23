using VividMed.Taxonomy;

namespace VividMed.Datasets;

/// <summary>A dataset's folder, table or report is not as its layout says. Codes: such as <c>missing-report</c>.</summary>
public sealed class DatasetException(string code, string message, Exception? inner = null) : ReasonException(code, message, inner)
{
    public override bool LiesInInput => true;
}
