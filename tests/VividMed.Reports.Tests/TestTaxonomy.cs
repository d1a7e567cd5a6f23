using VividMed.TestKit;

namespace VividMed.Reports.Tests;

/// <summary>The taxonomy that the repository ships, and a tagger over it.</summary>
internal static class TestTaxonomy
{
    public static Taxonomy Shipped { get; } = Load();

    public static ReportTagger Tagger { get; } = new(Shipped);

    private static Taxonomy Load()
    {
        using var stream = File.OpenRead(Repository.Path("models", "taxonomy.json"));
        return Taxonomy.Load(stream);
    }
}
