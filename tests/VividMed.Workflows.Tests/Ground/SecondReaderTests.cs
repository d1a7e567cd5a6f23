using VividMed.Grounding;
using VividMed.Imaging.Geometry;
using VividMed.Reports;
using VividMed.Reports.Llm;
using VividMed.Reports.Wordings;
using VividMed.Taxonomy;
using VividMed.TestKit;
using VividMed.Workflows.Ground;
using static VividMed.TestKit.MisbehavingEndpoint;

namespace VividMed.Workflows.Tests.Ground;

/// <summary>A language model that reads again what the images speak against.</summary>
public sealed class SecondReaderTests
{
    private const string Nothing = """{"findings":[]}""";
    private const string Denied = """{"findings":[{"sentence":0,"quote":"pneumothorax","target":"pneumothorax","polarity":"absent","time":"current","side":"none"}]}""";

    private static readonly TargetTaxonomy Vocabulary = LoadVocabulary();
    private static readonly ReportTagger Rules = new(Vocabulary, ReportLanguage.BuiltIn);
    private static readonly Candidate Pneumothorax = new(0, "pneumothorax", Side.None, Box.Flat(5, 10, 35, 40), null, 0.9, "detector");

    [Fact]
    public async Task A_denial_that_a_detection_speaks_against_is_read_again_and_the_new_reading_is_grounded()
    {
        await using var endpoint = new MisbehavingEndpoint(Says(Nothing));

        var (reread, reader) = await ReadAsync(endpoint, Pneumothorax);

        Assert.DoesNotContain(reread!.Findings, static finding => finding.Target == "pneumothorax");
        Assert.Empty(Ground(reread, Pneumothorax).Conflicts());
        Assert.Equal("only-rules", Assert.Single(Assert.Single(reader.Reviews).Disagreements).Kind);
    }

    [Fact]
    public async Task A_model_that_reads_it_alike_leaves_the_conflict_to_be_shown()
    {
        await using var endpoint = new MisbehavingEndpoint(Says(Denied));

        var (reread, reader) = await ReadAsync(endpoint, Pneumothorax);

        Assert.Single(endpoint.Requests);
        Assert.Null(reread);
        Assert.Empty(reader.Reviews);
    }

    [Fact]
    public async Task Where_image_and_text_agree_nobody_is_asked()
    {
        await using var endpoint = new MisbehavingEndpoint(Says(Nothing));

        var (reread, _) = await ReadAsync(endpoint, Pneumothorax with { Score = 0.2 });

        Assert.Null(reread);
        Assert.Empty(endpoint.Requests);
    }

    [Fact]
    public async Task A_model_that_fails_leaves_the_rules_reading_and_says_so()
    {
        await using var endpoint = new MisbehavingEndpoint(Raw("500 Internal Server Error", ""));

        var (reread, reader) = await ReadAsync(endpoint, Pneumothorax);

        Assert.Null(reread);
        Assert.Equal("server-error", Assert.Single(reader.Reviews).Fallback);
    }

    private static async Task<(TaggedReport? Reread, SecondReader Reader)> ReadAsync(MisbehavingEndpoint endpoint, Candidate candidate)
    {
        var options = new LlmOptions { Endpoint = endpoint.Address, Model = "m", Timeout = TimeSpan.FromSeconds(20) };
        using var client = LlmEndpoint.Connect(options);
        var reader = new SecondReader(new LlmTagger(Vocabulary, Rules, client, options), ReportStyle.MimicCxr);
        var report = Rules.Tag("FINDINGS: No pneumothorax. The heart is normal.", ReportStyle.MimicCxr);
        return (await reader.ReadAsync("s1", report, Ground(report, candidate), TestContext.Current.CancellationToken), reader);
    }

    private static GroundingResult Ground(TaggedReport report, Candidate candidate)
    {
        var image = new SampleImage("0.png", 100, 100, 1, null, null, "PA", "digest");
        return new Grounder(Vocabulary, new GroundingOptions()).Ground(new GroundingStudy("s1", Modality.Cxr, report, [image], [candidate]));
    }

    private static TargetTaxonomy LoadVocabulary()
    {
        using var file = File.OpenRead(Repository.Path("models", "taxonomy.json"));
        return TargetTaxonomy.Load(file);
    }
}
