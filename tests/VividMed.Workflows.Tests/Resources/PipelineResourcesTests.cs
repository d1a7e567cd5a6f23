using VividMed.Datasets;
using VividMed.Inference;
using VividMed.Inference.Execution;
using VividMed.Reports.Llm;
using VividMed.Reports.Wordings;
using VividMed.TestKit;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Resources;
using VividMed.Workflows.Tests.Support;

namespace VividMed.Workflows.Tests.Resources;

/// <summary>What a worker process opens once and what it opens anew.</summary>
public sealed class PipelineResourcesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PipelineStores _stores = new();
    private readonly PipelineTaggers _taggers;

    public PipelineResourcesTests() => _taggers = new PipelineTaggers(_stores, new LlmAccess());

    private SynthesisRequest Request =>
        TestRequests.Dataset("run") with { Root = _folder.Path("data"), Out = _folder.Path("out"), Models = Repository.Path("models") };

    public void Dispose()
    {
        _taggers.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_store_is_one_for_its_address_whoever_asks()
    {
        var stores = Enumerable.Range(0, 16).AsParallel().Select(_ => _stores.Open(_folder.Path("out"))).Distinct().ToList();
        Assert.Same(Assert.Single(stores), _stores.OpenRun(Request, "1").Store);
        Assert.NotSame(stores[0], _stores.Open(_folder.Path("other")));
    }

    [Fact]
    public void A_dataset_is_one_for_its_kind_and_root()
    {
        Directory.CreateDirectory(Request.Root);
        Assert.Same(_stores.OpenDataset(Request), _stores.OpenDataset(Request with { Run = "other", Out = _folder.Path("elsewhere") }));
        Assert.Equal("ct-rate", _stores.OpenDataset(Request with { Dataset = "ct-rate" }).Name);
        Assert.Equal("mimic-cxr", _stores.OpenDataset(Request).Name);
    }

    [Fact]
    public void A_folder_that_was_missing_is_found_when_it_is_there()
    {
        Assert.Equal("missing-root", Assert.Throws<DatasetException>(() => _stores.OpenDataset(Request)).Code);
        Directory.CreateDirectory(Request.Root);
        Assert.Equal("mimic-cxr", _stores.OpenDataset(Request).Name);
    }

    [Fact]
    public void A_cache_is_one_for_its_store_and_limit()
    {
        var limited = Request with { Options = new SynthesisOptions { CacheLimitBytes = 1 << 20 } };
        Assert.Same(_stores.OpenCache(Request), _stores.OpenCache(Request with { Run = "other" }));
        Assert.Same(_stores.OpenCache(limited), _stores.OpenCache(limited with { Run = "other" }));
        Assert.NotSame(_stores.OpenCache(Request), _stores.OpenCache(limited));
        Assert.NotSame(_stores.OpenCache(Request), _stores.OpenCache(Request with { Out = _folder.Path("other") }));
    }

    [Fact]
    public void The_rules_are_compiled_once_for_a_models_folder()
    {
        var rules = Enumerable.Range(0, 8).AsParallel().Select(_ => _taggers.OpenRules(Request)).Distinct().ToList();
        Assert.Same(Assert.Single(rules), _taggers.OpenRules(Request with { Run = "other" }));
        Assert.NotSame(rules[0], _taggers.OpenRules(Request with { Models = ModelsWithTaxonomy() }));
        Assert.Same(_taggers.OpenTaxonomy(Request), _taggers.OpenTaxonomy(Request));
    }

    [Fact]
    public void A_models_folder_that_was_away_is_read_when_it_is_back()
    {
        var request = Request with { Models = _folder.Path("models") };
        Assert.Equal("missing-taxonomy", Assert.Throws<ModelException>(() => _taggers.OpenRules(request)).Code);
        ModelsWithTaxonomy();
        Assert.Equal(_taggers.OpenTaxonomy(Request).Digest, _taggers.OpenTaxonomy(request).Digest);
        Assert.NotNull(_taggers.OpenRules(request));
    }

    [Fact]
    public void A_language_in_the_models_folder_is_read_read_anew_when_it_changes_and_a_part_of_the_recipe_unless_it_is_the_program_s()
    {
        var (request, file) = (Request with { Models = ModelsWithTaxonomy() }, _folder.Path("models", ReportLanguage.Name));
        var recipes = new PipelineRecipes(_taggers);
        var (without, rules) = (recipes.OfText(request).Digest, _taggers.OpenRules(request));
        File.Copy(Repository.Path("models", ReportLanguage.Name), file);
        Assert.Equal((without, without), (recipes.OfText(request).Digest, recipes.OfText(Request).Digest));

        File.WriteAllText(file, File.ReadAllText(file).Replace("\"question of\"", "\"query of\"", StringComparison.Ordinal));
        Assert.NotSame(rules, _taggers.OpenRules(request));
        Assert.Equal(_taggers.OpenLanguage(request).Digest, recipes.OfText(request).Parts["language"]);
        Assert.False(_taggers.OpenLanguage(request).IsBuiltIn);

        File.WriteAllText(file, "{");
        Assert.Contains(file, Assert.Throws<LanguageException>(() => _taggers.OpenRules(request)).Message, StringComparison.Ordinal);
        File.Delete(file);
        Assert.Equal(without, recipes.OfText(request).Digest);
    }

    [Fact]
    public void A_model_s_manifest_that_was_away_is_read_when_it_is_back()
    {
        Directory.CreateDirectory(Request.Root);
        using var models = new PipelineModels(_stores, _taggers, new ExecutionOptions());
        var request = Request with { Models = _folder.Path("models") };
        Assert.ThrowsAny<Exception>(() => models.SupportedTargets(request));
        foreach (var file in Directory.EnumerateFiles(Repository.Path("models", request.Options.Detector)))
        {
            File.Copy(
                file,
                Path.Combine(Directory.CreateDirectory(_folder.Path("models", request.Options.Detector)).FullName, Path.GetFileName(file)));
        }

        Assert.Equal(models.SupportedTargets(Request), models.SupportedTargets(request));
    }

    [Fact]
    public void A_request_that_names_no_language_model_has_none_and_one_that_names_nonsense_is_refused()
    {
        Assert.Null(_taggers.OpenLlm(Request));
        var nonsense = Request with { Options = new SynthesisOptions { Llm = new LlmChoice("not an address", "m") } };
        Assert.Equal("bad-llm-endpoint", Assert.Throws<LlmEndpointException>(() => _taggers.OpenLlm(nonsense)).Code);
    }

    private string ModelsWithTaxonomy()
    {
        Directory.CreateDirectory(_folder.Path("models"));
        File.Copy(Repository.Path("models", "taxonomy.json"), _folder.Path("models", "taxonomy.json"), overwrite: true);
        return _folder.Path("models");
    }
}
