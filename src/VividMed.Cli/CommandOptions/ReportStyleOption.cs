using System.CommandLine;
using VividMed.Reports;

namespace VividMed.Cli.CommandOptions;

/// <summary>--style mimic-cxr|ct-rate; null where the text is to tell.</summary>
internal static class ReportStyleOption
{
    private const string MimicCxr = "mimic-cxr";
    private const string CtRate = "ct-rate";

    public static Option<ReportStyle?> Create()
    {
        var option = new Option<ReportStyle?>("--style")
        {
            Description = "The reports' layout, mimic-cxr or ct-rate; without it, text without line breaks is read as CT-RATE's and other text as MIMIC-CXR's",
            CustomParser = static result => result.Tokens[0].Value == CtRate ? ReportStyle.CtRate : ReportStyle.MimicCxr,
        };
        return option.Accepting(MimicCxr, CtRate);
    }
}
