using VividMed.Reports.Wordings;
using VividMed.Taxonomy;
using VividMed.TestKit;

namespace VividMed.Reports.Tests;

/// <summary>The taxonomy that the repository ships, and a tagger over it.</summary>
internal static class TestTaxonomy
{
    public static TargetTaxonomy Shipped { get; } = Load();

    public static ReportTagger Tagger { get; } = new(Shipped, ReportLanguage.BuiltIn);

    private static TargetTaxonomy Load()
    {
        using var stream = File.OpenRead(Repository.Path("models", "taxonomy.json"));
        return TargetTaxonomy.Load(stream);
    }
}
