using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using VividMed.Reports;
using VividMed.Reports.Llm;
using VividMed.Taxonomy;
using VividMed.Workflows.Requests;

namespace VividMed.Workflows.Resources;

/// <summary>
/// The taxonomies of a worker process and what reads reports by them: the rules, and language models. A file that was away for a moment is
/// looked for again: no failure is kept.
/// </summary>
public sealed class PipelineTaggers(PipelineStores stores, LlmAccess access) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<TargetTaxonomy>> _taxonomies = new();
    private readonly ConcurrentDictionary<string, Lazy<ReportTagger>> _rules = new();
    private readonly ConcurrentDictionary<LlmChoice, Lazy<IChatClient>> _llms = new();

    /// <summary>The <c>taxonomy.json</c> of the request's models folder, read once in a process.</summary>
    /// <exception cref="TaxonomyException">The file is not as its schema says.</exception>
    public TargetTaxonomy OpenTaxonomy(SynthesisRequest request) => _taxonomies.GetOrAdd(request.Models, static models => new(() =>
    {
        using var file = File.OpenRead(Path.Combine(models, "taxonomy.json"));
        return TargetTaxonomy.Load(file);
    }, LazyThreadSafetyMode.PublicationOnly)).Value;

    /// <summary>The rules over the request's taxonomy.</summary>
    public ReportTagger OpenRules(SynthesisRequest request) =>
        _rules.GetOrAdd(request.Models, (_, taggers) =>
            new(() => new ReportTagger(taggers.OpenTaxonomy(request)), LazyThreadSafetyMode.PublicationOnly), this).Value;

    /// <summary>The tagger over the request's language model; null where it names none.</summary>
    /// <exception cref="LlmEndpointException">The endpoint is no address that this worker may send reports to.</exception>
    public LlmTagger? OpenLlm(SynthesisRequest request)
    {
        if (request.Options.Llm is not { } choice) return null;
        var options = new LlmOptions
        {
            Endpoint = Uri.TryCreate(choice.Endpoint, UriKind.Absolute, out var address)
                ? address
                : throw new LlmEndpointException("bad-llm-endpoint", "Llm:Endpoint is no web address."),
            Model = choice.Model,
            AllowPublicEndpoint = access.AllowPublicEndpoint,
            ApiKey = access.ApiKey,
        };
        var client = _llms.GetOrAdd(choice, _ => new(() => LlmEndpoint.Connect(options))).Value;
        return new LlmTagger(OpenTaxonomy(request), OpenRules(request), client, options, new StoredAnswers(stores.OpenCache(request)));
    }

    /// <summary>Closes the clients of language models.</summary>
    public void Dispose()
    {
        foreach (var llm in _llms.Values.Where(llm => llm.IsValueCreated)) llm.Value.Dispose();
    }
}
