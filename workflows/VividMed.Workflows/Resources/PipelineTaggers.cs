using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using VividMed.Datasets;
using VividMed.Grounding.Confidence;
using VividMed.Inference;
using VividMed.Reports;
using VividMed.Reports.Llm;
using VividMed.Reports.Wordings;
using VividMed.Taxonomy;
using VividMed.Workflows.Requests;

namespace VividMed.Workflows.Resources;

/// <summary>
/// The taxonomies and languages of a worker process, what reads reports by them (the rules, and language models), and how sure that is.
/// </summary>
public sealed class PipelineTaggers(PipelineStores stores, LlmAccess access) : IDisposable
{
    private readonly FileBacked<(string Models, Modality Modality), (TargetTaxonomy Taxonomy, ReportLanguage Language, Lazy<ReportTagger> Rules)> _vocabularies = new();
    private readonly FileBacked<string, ConfidenceFile> _scales = new();
    private readonly ConcurrentDictionary<LlmChoice, Lazy<IChatClient>> _llms = new();

    /// <summary>The vocabulary, of its dataset's modality, of the request's models folder, read anew whenever the file has changed.</summary>
    /// <exception cref="TaxonomyException">The file is not as its schema says.</exception>
    /// <exception cref="ModelException"><c>missing-taxonomy</c>: there is none.</exception>
    public TargetTaxonomy OpenTaxonomy(SynthesisRequest request) => Open(request).Taxonomy;

    /// <summary>The <c>language.json</c> of the request's models folder, read anew like the taxonomy; the program's where there is none.</summary>
    /// <exception cref="LanguageException">The file does not hold.</exception>
    public ReportLanguage OpenLanguage(SynthesisRequest request) => Open(request).Language;

    /// <summary>The rules over the request's taxonomy and language.</summary>
    public ReportTagger OpenRules(SynthesisRequest request) => Open(request).Rules.Value;

    /// <summary>What makes shares of the confidence in the request's models; no scales where the models folder has none.</summary>
    /// <exception cref="ConfidenceException">The file of scales cannot be used.</exception>
    public ConfidenceFile OpenScales(SynthesisRequest request)
    {
        var path = Path.Combine(request.Models, ConfidenceFile.Name);
        return _scales.Get(path, [path], static path => File.Exists(path) ? ConfidenceFile.Load(path) : ConfidenceFile.None);
    }

    /// <summary>The tagger over the request's language model; null where it names none.</summary>
    /// <exception cref="LlmEndpointException">The endpoint is no address that this worker may send reports to.</exception>
    public LlmTagger? OpenLlm(SynthesisRequest request)
    {
        if (request.Options.Llm is not { } choice) return null;
        if (DatasetFactory.ModalityOf(request.Dataset) == Modality.Mr)
        {
            throw new LlmEndpointException("llm-chest-only", "a language model is asked about reports of the chest only: leave the model's name out for MR, and the rules read them");
        }

        var options = new LlmOptions
        {
            Endpoint = Uri.TryCreate(choice.Endpoint, UriKind.Absolute, out var address)
                ? address
                : throw new LlmEndpointException("bad-llm-endpoint", "Llm:Endpoint is no web address."),
            Model = choice.Model,
            Scope = choice.Scope,
            AllowPublicEndpoint = access.AllowPublicEndpoint,
            ApiKey = access.ApiKey,
        };
        var client = _llms.GetOrAdd(choice, _ => new(() => LlmEndpoint.Connect(options))).Value;
        return new LlmTagger(OpenTaxonomy(request), OpenRules(request), client, options, new StoredAnswers(stores.OpenCache(request)));
    }

    private (TargetTaxonomy Taxonomy, ReportLanguage Language, Lazy<ReportTagger> Rules) Open(SynthesisRequest request) =>
        _vocabularies.Get((request.Models, DatasetFactory.ModalityOf(request.Dataset)), [TaxonomyOf(request), Path.Combine(request.Models, ReportLanguage.Name)], static key =>
        {
            using var file = OpenFile(Path.Combine(key.Models, TargetTaxonomy.FileOf(key.Modality)));
            var (taxonomy, language) = (TargetTaxonomy.Load(file), ReportLanguage.OfFolder(key.Models));
            return (taxonomy, language, new Lazy<ReportTagger>(() => new ReportTagger(taxonomy, language)));
        });

    /// <summary>Where the vocabulary of a request lies.</summary>
    public static string TaxonomyOf(SynthesisRequest request) => Path.Combine(request.Models, TargetTaxonomy.FileOf(DatasetFactory.ModalityOf(request.Dataset)));

    private static FileStream OpenFile(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelException("missing-taxonomy", $"{path}: there is no such file; --models takes the folder that holds {Path.GetFileName(path)} beside the models", missing);
        }
    }

    /// <summary>Closes the clients of language models.</summary>
    public void Dispose()
    {
        foreach (var llm in _llms.Values.Where(llm => llm.IsValueCreated)) llm.Value.Dispose();
    }
}
