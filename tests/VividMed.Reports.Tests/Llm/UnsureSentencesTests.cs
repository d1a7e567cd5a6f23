using VividMed.Reports.Llm;
using VividMed.Taxonomy;
using VividMed.TestKit;
using static VividMed.TestKit.MisbehavingEndpoint;

namespace VividMed.Reports.Tests.Llm;

/// <summary>A language model that is asked only where the rules are not sure.</summary>
public sealed class UnsureSentencesTests
{
    private const string Report = "FINDINGS: There is a moderate left pleural effusion. Possible pneumonia in the right lung. The quux is peculiar. No pneumothorax.";

    [Fact]
    public void Doubt_and_silence_are_asked_about_and_plain_statements_are_not()
    {
        var rules = TestTaxonomy.Tagger.Tag(Report, ReportStyle.MimicCxr);

        Assert.Equal([1, 2], UnsureSentences.Of(rules, LlmScope.Unsure).Order());
        Assert.Equal([0, 1, 2, 3], UnsureSentences.Of(rules, LlmScope.All).Order());
    }

    [Fact]
    public async Task The_model_sees_no_other_sentence_and_the_rules_keep_those()
    {
        await using var endpoint = new MisbehavingEndpoint(Says("""
            {"findings":[{"sentence":1,"quote":"pneumonia","target":"pneumonia","polarity":"uncertain","time":"current","side":"right"}]}
            """));

        var tagging = await TagAsync(endpoint, Report);

        var request = Assert.Single(endpoint.Requests);
        Assert.Contains("1: Possible pneumonia", request, StringComparison.Ordinal);
        Assert.DoesNotContain("3: No pneumothorax", request, StringComparison.Ordinal);
        Assert.Null(tagging.Fallback);
        Assert.Equal(["pleural effusion", "pneumonia", "pneumothorax"], tagging.Report.Findings.Where(static finding => finding.Kind == FindingKind.Abnormality).Select(static finding => finding.Target));
        Assert.Equal(tagging.Report.Findings.Count, tagging.Report.Findings.Select(static finding => finding.Frame).Distinct().Count());
        Assert.Equal(tagging.Report.Findings.OrderBy(static finding => finding.Start), tagging.Report.Findings);
    }

    [Fact]
    public async Task A_claim_about_a_sentence_that_was_not_asked_for_is_refused()
    {
        await using var endpoint = new MisbehavingEndpoint(Says("""
            {"findings":[{"sentence":3,"quote":"pneumothorax","target":"pneumothorax","polarity":"absent","time":"current","side":"none"}]}
            """));

        Assert.Equal("not-in-text", (await TagAsync(endpoint, Report)).Fallback);
    }

    [Fact]
    public async Task A_report_that_leaves_nothing_open_asks_for_nothing()
    {
        await using var endpoint = new MisbehavingEndpoint(Says("{}"));

        var tagging = await TagAsync(endpoint, "FINDINGS: There is a moderate left pleural effusion. No pneumothorax.");

        Assert.Empty(endpoint.Requests);
        Assert.Equal((0, null), (tagging.Attempts, tagging.Fallback));
    }

    [Fact]
    public async Task What_the_images_speak_against_is_asked_about_and_all_else_stays_as_it_was_read()
    {
        await using var endpoint = new MisbehavingEndpoint(Says("""{"findings":[]}"""));
        using var client = LlmEndpoint.Connect(Options(endpoint));
        var tagger = new LlmTagger(TestTaxonomy.Shipped, TestTaxonomy.Tagger, client, Options(endpoint));
        var report = TestTaxonomy.Tagger.Tag(Report, ReportStyle.MimicCxr);

        var reread = await tagger.RereadAsync(report, ReportStyle.MimicCxr, new HashSet<int> { 1, 3 }, TestContext.Current.CancellationToken);

        var request = Assert.Single(endpoint.Requests);
        Assert.Contains("3: No pneumothorax", request, StringComparison.Ordinal);
        Assert.DoesNotContain("1: Possible pneumonia", request, StringComparison.Ordinal);
        Assert.Equal(report.Findings.Where(static finding => finding.Sentence != 3).Select(static finding => finding.Text), reread!.Report.Findings.Select(static finding => finding.Text));
        Assert.Equal(new TagDisagreement("only-rules", "pneumothorax", 3), Assert.Single(reread.Disagreements));
    }

    [Theory]
    [InlineData(LlmScope.Unsure, 1)]
    [InlineData(LlmScope.All, 3)]
    public async Task Nobody_is_asked_twice_about_a_sentence(LlmScope scope, int sentence)
    {
        await using var endpoint = new MisbehavingEndpoint(Says("{}"));
        using var client = LlmEndpoint.Connect(Options(endpoint));
        var tagger = new LlmTagger(TestTaxonomy.Shipped, TestTaxonomy.Tagger, client, Options(endpoint) with { Scope = scope });
        var report = TestTaxonomy.Tagger.Tag(Report, ReportStyle.MimicCxr);

        Assert.Null(await tagger.RereadAsync(report, ReportStyle.MimicCxr, new HashSet<int> { sentence }, TestContext.Current.CancellationToken));
        Assert.Empty(endpoint.Requests);
    }

    [Fact]
    public async Task The_scope_is_part_of_the_digest()
    {
        await using var endpoint = new MisbehavingEndpoint(Says("{}"));
        using var client = LlmEndpoint.Connect(Options(endpoint));

        string Digest(LlmScope scope) => new LlmTagger(TestTaxonomy.Shipped, TestTaxonomy.Tagger, client, Options(endpoint) with { Scope = scope }).Digest;

        Assert.NotEqual(Digest(LlmScope.Unsure), Digest(LlmScope.All));
    }

    private static LlmOptions Options(MisbehavingEndpoint endpoint) => new() { Endpoint = endpoint.Address, Model = "m", Timeout = TimeSpan.FromSeconds(20) };

    private static async Task<LlmTagging> TagAsync(MisbehavingEndpoint endpoint, string report)
    {
        using var client = LlmEndpoint.Connect(Options(endpoint));
        return await new LlmTagger(TestTaxonomy.Shipped, TestTaxonomy.Tagger, client, Options(endpoint)).TagAsync(report, ReportStyle.MimicCxr, TestContext.Current.CancellationToken);
    }
}
