using System.CommandLine;
using VividMed.Cli.Running;
using VividMed.Reports;
using VividMed.Taxonomy;

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

    /// <summary>--modality: with whose vocabulary reports are read.</summary>
    public static Option<string?> Modality() =>
        new Option<string?>("--modality") { Description = "cxr, ct or mr: reports of MR are read with a vocabulary of their own (taxonomy-mr.json); without it those of the chest" }.Accepting("cxr", "ct", "mr");

    public static TargetTaxonomy TaxonomyOf(string models, string? modality) =>
        ModelFolders.Taxonomy(models, models, TrainedModelOptions.ModalityOf(modality) ?? VividMed.Taxonomy.Modality.Ct);
}
