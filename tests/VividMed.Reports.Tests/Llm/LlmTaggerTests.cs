using VividMed.Reports.Llm;
using VividMed.Taxonomy;
using VividMed.TestKit;
using static VividMed.TestKit.MisbehavingEndpoint;

namespace VividMed.Reports.Tests.Llm;

/// <summary>The language model's tagger against an endpoint that misbehaves in every way: a report is always tagged, and never by a wrong answer.</summary>
public sealed class LlmTaggerTests
{
    private const string Report = "FINDINGS: There is a moderate left pleural effusion. No pneumothorax. The heart is normal.";

    private const string Good = """
        {"findings":[
        {"sentence":0,"quote":"moderate left pleural effusion","target":"pleural effusion","polarity":"present","time":"current","side":"left"},
        {"sentence":1,"quote":"pneumothorax","target":"pneumothorax","polarity":"absent","time":"current","side":"none"},
        {"sentence":2,"quote":"heart","target":"heart","polarity":"present","time":"current","side":"none"}]}
        """;

    [Fact]
    public async Task A_right_answer_stands_with_spans_in_the_text()
    {
        await using var endpoint = new MisbehavingEndpoint(Says(Good));

        var tagging = await TagAsync(endpoint);

        Assert.Null(tagging.Fallback);
        Assert.Equal(1, tagging.Attempts);
        Assert.Equal(["pleural effusion", "pneumothorax", "heart"], tagging.Report.Targets());
        Assert.All(tagging.Report.Findings, finding => Assert.Equal(finding.Text, tagging.Report.Text[finding.Start..finding.End]));
        Assert.Equal((Side.Left, Polarity.Present), (tagging.Report.Finding("pleural effusion").Side, tagging.Report.Finding("pleural effusion").Polarity));
    }

    [Fact]
    public async Task The_request_carries_the_vocabulary_the_sentences_and_the_schema()
    {
        await using var endpoint = new MisbehavingEndpoint(Says(Good));

        await TagAsync(endpoint);

        var request = Assert.Single(endpoint.Requests);
        Assert.Contains("mediastinal shift", request, StringComparison.Ordinal);
        Assert.Contains("1: No pneumothorax.", request, StringComparison.Ordinal);
        Assert.Contains("json_schema", request, StringComparison.Ordinal);
        Assert.Contains("\"temperature\":0", request, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> WrongAnswers => new()
    {
        { """{"findings":[{"sentence":0,"quote":"moderate left sided pleural effusion","target":"pleural effusion","polarity":"present","side":"left"}]}""", "not-in-text" },
        { """{"findings":[{"sentence":0,"quote":"Moderate left pleural effusion","target":"pleural effusion","polarity":"present","side":"left"}]}""", "not-in-text" },
        { """{"findings":[{"sentence":7,"quote":"effusion","target":"pleural effusion","polarity":"present"}]}""", "not-in-text" },
        { """{"findings":[{"sentence":-1,"quote":"effusion","target":"pleural effusion","polarity":"present"}]}""", "not-in-text" },
        { """{"findings":[{"sentence":0,"quote":"leural effusio","target":"pleural effusion","polarity":"present"}]}""", "not-in-text" },
        { """{"findings":[{"sentence":0,"quote":"effusion","target":"hydrothorax of the moon","polarity":"present"}]}""", "unknown-target" },
        { """{"findings":[{"sentence":1,"quote":"pneumothorax","target":"pneumothorax","polarity":"present"}]}""", "polarity" },
        { """{"findings":[{"sentence":0,"quote":"pleural effusion","target":"pleural effusion","polarity":"present","side":"right"}]}""", "side" },
        { """{"findings":[{"sentence":0,"quote":"effusion","target":"pleural effusion"}]}""", "malformed" },
        { """{"findings":[{"sentence":0,"quote":"effusion","target":"pleural effusion","polarity":"maybe"}]}""", "malformed" },
        { """{"findings":[{"sentence":"0","quote":"effusion","target":"pleural effusion","polarity":"present"}]}""", "malformed" },
        { """{"findings":null}""", "malformed" },
        { """{"findings":[null]}""", "malformed" },
        { "I am sorry, I cannot read medical reports.", "malformed" },
        { "", "malformed" },
        { """{"findings":[{"sentence":0,"quote":"effu""", "malformed" },
        { "[[[[[[[[[[[[[[[[[[[[", "malformed" },
    };

    [Theory]
    [MemberData(nameof(WrongAnswers))]
    public async Task A_wrong_answer_is_asked_again_and_then_left_to_the_rules(string answer, string fallback)
    {
        await using var endpoint = new MisbehavingEndpoint(Says(answer));

        var tagging = await TagAsync(endpoint);

        Assert.Equal(fallback, tagging.Fallback);
        Assert.Equal(3, endpoint.Requests.Count);
        AssertByRules(tagging);
    }

    [Fact]
    public async Task A_corrected_answer_is_taken_and_the_model_was_told_what_was_wrong()
    {
        await using var endpoint = new MisbehavingEndpoint(Says("""{"findings":[{"sentence":0,"quote":"fluid","target":"pleural effusion","polarity":"present"}]}"""), Says(Good));

        var tagging = await TagAsync(endpoint);

        Assert.Null(tagging.Fallback);
        Assert.Equal(2, tagging.Attempts);
        Assert.Contains("letter by letter from its sentence", endpoint.Requests[1], StringComparison.Ordinal);
    }

    public static TheoryData<string, string> BadResponses => new()
    {
        { "500 Internal Server Error", "server-error" },
        { "503 Service Unavailable", "server-error" },
        { "401 Unauthorized", "refused" },
        { "404 Not Found", "refused" },
        { "429 Too Many Requests", "refused" },
    };

    [Theory]
    [MemberData(nameof(BadResponses))]
    public async Task A_refusal_leaves_the_report_to_the_rules(string status, string fallback)
    {
        await using var endpoint = new MisbehavingEndpoint(Raw(status, """{"error":{"message":"left pleural effusion"}}"""));

        var tagging = await TagAsync(endpoint);

        Assert.Equal(fallback, tagging.Fallback);
        AssertByRules(tagging);
    }

    [Theory]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"unexpected":true}""")]
    [InlineData("<html>proxy error</html>")]
    [InlineData("null")]
    public async Task A_body_that_is_no_completion_leaves_the_report_to_the_rules(string body)
    {
        await using var endpoint = new MisbehavingEndpoint(Raw("200 OK", body));

        AssertByRules(await TagAsync(endpoint));
    }

    [Fact]
    public async Task An_answer_cut_at_the_token_limit_is_truncated()
    {
        await using var endpoint = new MisbehavingEndpoint(Says(Good, finish: "length"));

        Assert.Equal("truncated", (await TagAsync(endpoint)).Fallback);
    }

    [Fact]
    public async Task A_silent_endpoint_times_out()
    {
        await using var endpoint = new MisbehavingEndpoint(Silent());

        var tagging = await TagAsync(endpoint, options => options with { Timeout = TimeSpan.FromMilliseconds(200), Attempts = 2 });

        Assert.Equal("timeout", tagging.Fallback);
        Assert.Equal(2, tagging.Attempts);
        AssertByRules(tagging);
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_is_unreachable()
    {
        await using var endpoint = new MisbehavingEndpoint(HangsUp());

        Assert.Equal("unreachable", (await TagAsync(endpoint)).Fallback);
    }

    [Fact]
    public async Task A_body_without_end_is_cut_off()
    {
        await using var endpoint = new MisbehavingEndpoint(Endless());

        var tagging = await TagAsync(endpoint, options => options with { MaximumAnswerBytes = 1 << 20, Attempts = 1 });

        Assert.Equal("unreachable", tagging.Fallback);
        AssertByRules(tagging);
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_leaves_the_report_to_the_rules()
    {
        Uri gone;
        await using (var endpoint = new MisbehavingEndpoint(Silent())) gone = endpoint.Address;

        var tagging = await TagAsync(new LlmOptions { Endpoint = gone, Model = "m", Scope = LlmScope.All });

        Assert.Equal("unreachable", tagging.Fallback);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = new MisbehavingEndpoint(Says(Good));
        await using var endpoint = new MisbehavingEndpoint(Raw("307 Temporary Redirect", "", $"Location: {elsewhere.Address}/chat/completions\r\n"));

        var tagging = await TagAsync(endpoint);

        Assert.Equal("refused", tagging.Fallback);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task A_cached_answer_asks_nobody_and_a_broken_cache_asks_again()
    {
        await using var endpoint = new MisbehavingEndpoint(Says(Good));
        var answers = new MemoryAnswers();
        await TagAsync(endpoint, answers: answers);

        var again = await TagAsync(endpoint, answers: answers);

        Assert.True(again.FromCache);
        Assert.Single(endpoint.Requests);
        answers.Known[answers.Known.Keys.Single()] = """{"findings":[{"sentence":0,"quote":"nothing","target":"pneumothorax","polarity":"present"}]}""";
        Assert.False((await TagAsync(endpoint, answers: answers)).FromCache);
    }

    [Fact]
    public async Task Another_model_or_report_has_another_cache_entry()
    {
        await using var endpoint = new MisbehavingEndpoint(Says("""{"findings":[]}"""));
        var answers = new MemoryAnswers();

        await TagAsync(endpoint, answers: answers);
        await TagAsync(endpoint, options => options with { Model = "other" }, answers);
        await TagAsync(new LlmOptions { Endpoint = endpoint.Address, Model = "m", Scope = LlmScope.All }, answers, "FINDINGS: Clear lungs.");

        Assert.Equal(3, answers.Known.Count);
    }

    [Fact]
    public async Task Where_model_and_rules_differ_is_noted_without_text()
    {
        await using var endpoint = new MisbehavingEndpoint(Says("""
            {"findings":[{"sentence":0,"quote":"pleural effusion","target":"pleural effusion","polarity":"uncertain","side":"left"},
            {"sentence":2,"quote":"heart is normal","target":"cardiomegaly","polarity":"uncertain"}]}
            """));

        var tagging = await TagAsync(endpoint);

        Assert.Null(tagging.Fallback);
        Assert.Contains(new TagDisagreement("polarity", "pleural effusion", 0), tagging.Disagreements);
        Assert.Contains(new TagDisagreement("only-rules", "pneumothorax", 1), tagging.Disagreements);
    }

    [Fact]
    public async Task Cancelling_ends_at_once()
    {
        await using var endpoint = new MisbehavingEndpoint(Silent());
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var options = new LlmOptions { Endpoint = endpoint.Address, Model = "m", Scope = LlmScope.All };
        var tagger = new LlmTagger(TestTaxonomy.Shipped, TestTaxonomy.Tagger, LlmEndpoint.Connect(options), options);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tagger.TagAsync(Report, ReportStyle.MimicCxr, stop.Token));
    }

    private static void AssertByRules(LlmTagging tagging)
    {
        Assert.NotNull(tagging.Fallback);
        Assert.Equal(TestTaxonomy.Tagger.Tag(Report, ReportStyle.MimicCxr).Findings.Select(static finding => (finding.Start, finding.Target, finding.Polarity)),
            tagging.Report.Findings.Select(static finding => (finding.Start, finding.Target, finding.Polarity)));
        Assert.Empty(tagging.Disagreements);
    }

    private static Task<LlmTagging> TagAsync(MisbehavingEndpoint endpoint, Func<LlmOptions, LlmOptions>? change = null, ILlmAnswers? answers = null)
    {
        var options = new LlmOptions { Endpoint = endpoint.Address, Model = "m", Scope = LlmScope.All, Timeout = TimeSpan.FromSeconds(20) };
        return TagAsync(change?.Invoke(options) ?? options, answers);
    }

    private static async Task<LlmTagging> TagAsync(LlmOptions options, ILlmAnswers? answers = null, string report = Report)
    {
        using var model = LlmEndpoint.Connect(options);
        return await new LlmTagger(TestTaxonomy.Shipped, TestTaxonomy.Tagger, model, options, answers).TagAsync(report, ReportStyle.MimicCxr, TestContext.Current.CancellationToken);
    }
}
