using System.Text;
using System.Text.Json.Nodes;
using VividMed.Reports.Wordings;
using VividMed.Taxonomy;
using VividMed.TestKit;

namespace VividMed.Reports.Tests.Wordings;

/// <summary>What the how-to page adds to the language does to its sentences what the page says.</summary>
public sealed class HowToTests
{
    private static readonly string Page = File.ReadAllText(Repository.Path("docs/how-to/change-how-reports-are-read.md"));

    public static TheoryData<string, string, string> Sentences =>
    [
        .. Page.Split('\n').SkipWhile(static line => !line.Contains("| sentence |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(static line => line.Contains('|', StringComparison.Ordinal))
            .Select(static line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(static cells => new TheoryDataRow<string, string, string>(cells[1], cells[2], cells[3])),
    ];

    private static ReportTagger Extended { get; } = new(TestTaxonomy.Shipped, Extend());

    [Theory]
    [MemberData(nameof(Sentences))]
    public void A_sentence_of_the_example_is_read_as_the_page_says(string sentence, string before, string after)
    {
        Assert.Equal(before, Answer(TestTaxonomy.Tagger, sentence, before));
        Assert.Equal(after, Answer(Extended, sentence, after));
    }

    [Fact]
    public void The_example_has_its_sentences() => Assert.True(Sentences.Count >= 5);

    private static string Answer(ReportTagger tagger, string sentence, string expected)
    {
        var finding = tagger.Tag("FINDINGS: " + sentence, ReportStyle.MimicCxr).Findings.First(static finding => finding.Kind == FindingKind.Abnormality);
        var polarity = finding.Polarity.ToString().ToLowerInvariant();
        if (!expected.Contains(',', StringComparison.Ordinal)) return polarity;
        return $"{polarity}, {(finding.Side == Side.None ? "no side" : finding.Side == Side.Both ? "both sides" : "one side")}";
    }

    /// <summary>The shipped language with the page's fragment added to its lists.</summary>
    private static ReportLanguage Extend()
    {
        var fragment = Page.Split("```json\n")[1].Split("```")[0];
        var language = JsonNode.Parse(File.ReadAllText(Repository.Path("models", ReportLanguage.Name)))!.AsObject();
        Add(language, JsonNode.Parse("{" + fragment + "}")!.AsObject());
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(language.ToJsonString()));
        return ReportLanguage.Load(stream, "the page's example");
    }

    private static void Add(JsonObject to, JsonObject more)
    {
        foreach (var (name, value) in more)
        {
            switch (value)
            {
                case JsonObject inner when to[name] is JsonObject known: Add(known, inner); break;
                case JsonArray list: foreach (var item in list) to[name]!.AsArray().Add(item!.DeepClone()); break;
                default: to[name] = value!.DeepClone(); break;
            }
        }
    }
}
