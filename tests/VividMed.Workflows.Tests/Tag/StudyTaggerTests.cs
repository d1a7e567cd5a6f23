using Microsoft.Extensions.Hosting;
using VividMed.Datasets;
using VividMed.Inference.Execution;
using VividMed.Localization;
using VividMed.Phantoms.Writing;
using VividMed.Reports.Llm;
using VividMed.TestKit;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Resources;
using VividMed.Workflows.Tag;
using VividMed.Workflows.Tests.Support;
using static VividMed.TestKit.MisbehavingEndpoint;

namespace VividMed.Workflows.Tests.Tag;

public sealed class StudyTaggerTests
{
    [Fact]
    public async Task Without_a_model_the_rules_tag_and_nothing_is_to_be_reviewed()
    {
        using var folder = new TemporaryFolder();
        var (tagged, reviews) = await TagAsync(folder, llm: null);

        Assert.NotEmpty(tagged);
        Assert.Empty(reviews);
        Assert.Contains(tagged, static study => study.Report.Findings.Count > 0);
    }

    [Fact]
    public async Task A_model_that_fails_leaves_every_study_to_the_rules_and_says_so()
    {
        using var folder = new TemporaryFolder();
        await using var endpoint = new MisbehavingEndpoint(Raw("500 Internal Server Error", ""));
        var (byRules, _) = await TagAsync(folder, llm: null);

        var (tagged, reviews) = await TagAsync(folder, Choice(endpoint));

        Assert.Equivalent(byRules, tagged, strict: true);
        Assert.Equal(tagged.Count, reviews.Count);
        Assert.All(reviews, static review => Assert.Equal("server-error", review.Fallback));
    }

    [Fact]
    public async Task What_model_and_rules_see_differently_is_up_for_review_and_a_second_run_asks_nobody()
    {
        using var folder = new TemporaryFolder();
        await using var endpoint = new MisbehavingEndpoint(Says("""{"findings":[]}"""));

        var (tagged, reviews) = await TagAsync(folder, Choice(endpoint));
        var asked = endpoint.Requests.Count;
        var (again, _) = await TagAsync(folder, Choice(endpoint));

        Assert.All(tagged, static study => Assert.Empty(study.Report.Findings));
        Assert.Contains(reviews, static review => review.Disagreements.Any(static difference => difference.Kind == "only-rules"));
        Assert.InRange(asked, 1, tagged.Count);
        Assert.Equal(asked, endpoint.Requests.Count);
        Assert.Equivalent(tagged, again, strict: true);
    }

    [Fact]
    public async Task A_public_endpoint_fails_the_work_and_no_study()
    {
        using var folder = new TemporaryFolder();

        var refusal = await Assert.ThrowsAsync<LlmEndpointException>(() => TagAsync(folder, new LlmChoice("http://8.8.8.8/v1", "m")));

        Assert.Null(QuarantinedStudy.Explain(refusal, "s", "tag", input: null));
    }

    private static LlmChoice Choice(MisbehavingEndpoint endpoint) => new(endpoint.Address.ToString(), "m") { Scope = LlmScope.All };

    private static async Task<(IReadOnlyList<TaggedStudy> Tagged, IReadOnlyList<TagReview> Reviews)> TagAsync(TemporaryFolder folder, LlmChoice? llm)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        if (!Directory.Exists(folder.Path("mimic-cxr")))
        {
            await PhantomDataset.WriteAsync(folder.Root, cxrCount: 4, ctCount: 0, seed: 3, cancellationToken: cancellationToken);
            // Whether a file was written just now is told of its report, and would be told otherwise a moment later.
            foreach (var file in Directory.EnumerateFiles(folder.Path("mimic-cxr"), "*", SearchOption.AllDirectories)) PipelineScene.Age(file);
        }

        var request = TestRequests.Dataset("run", new SynthesisOptions { Llm = llm }) with
        {
            Root = folder.Path("mimic-cxr"),
            Out = folder.Path("out"),
            Models = Repository.Path("models"),
        };
        using var environment = new PipelineEnvironment(new Lifetime(), new ExecutionOptions(), access: new LlmAccess());
        using var tagger = new StudyTagger(environment, request);
        var studies = await DatasetFactory.Open(request.Dataset, request.Root).ListStudiesAsync(cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        var tasks = tagger.Start(studies.Where(static study => study.Exclusion is null).Select(static study => new PlannedStudy(study)), cancellationToken);
        var tagged = await Task.WhenAll(tasks.OrderBy(static task => task.Key, StringComparer.Ordinal).Select(static task => task.Value));
        return (tagged, tagger.Reviews);
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication()
        {
        }
    }
}
