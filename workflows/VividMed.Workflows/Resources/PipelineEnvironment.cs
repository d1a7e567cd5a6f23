using System.Reflection;
using Microsoft.Extensions.Hosting;
using VividMed.Grounding;
using VividMed.Inference.Execution;
using VividMed.Storage.Stores;
using VividMed.Workflows.Recipes;
using VividMed.Workflows.Requests;

namespace VividMed.Workflows.Resources;

/// <summary>What a worker process holds once and all its activities share, each part opened on first use.</summary>
public sealed class PipelineEnvironment : IDisposable
{
    private readonly IHostApplicationLifetime _lifetime;

    /// <param name="execution">What models run on in this process.</param>
    /// <param name="credentials">How this process signs in to storage accounts; null takes what Azure.Identity finds.</param>
    /// <param name="access">What this process may do with language models; null asks none beyond the house.</param>
    public PipelineEnvironment(
        IHostApplicationLifetime lifetime, ExecutionOptions execution, StorageCredentials? credentials = null, LlmAccess? access = null)
        : this(lifetime, execution, new PipelineStores(credentials), access)
    {
    }

    internal PipelineEnvironment(IHostApplicationLifetime lifetime, ExecutionOptions execution, PipelineStores stores, LlmAccess? access = null)
    {
        _lifetime = lifetime;
        Stores = stores;
        Taggers = new PipelineTaggers(Stores, access ?? new LlmAccess());
        Models = new PipelineModels(Stores, Taggers, execution);
        Recipes = new PipelineRecipes(Taggers);
    }

    /// <summary>The build that makes samples, with the commit where the build knew it.</summary>
    public static string CodeVersion { get; } =
        typeof(PipelineEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Cancelled when the worker shuts down; what an activity has not finished is done again by whoever takes it next.</summary>
    public CancellationToken Stopping => _lifetime.ApplicationStopping;

    /// <summary>Tells when a source's file was read.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public PipelineStores Stores { get; }

    public PipelineTaggers Taggers { get; }

    public PipelineModels Models { get; }

    public PipelineRecipes Recipes { get; }

    /// <summary>What the samples of a partition are made of: enough to make them again.</summary>
    /// <param name="models">By id what the localize stage ran and on what, as it wrote it; a language model that tagged is added.</param>
    public Provenance ProvenanceOf(PartitionReference partition, IReadOnlyDictionary<string, string> models)
    {
        var request = partition.Request;
        if (Taggers.OpenLlm(request) is { } llm)
        {
            models = new Dictionary<string, string>(models) { [$"llm {request.Options.Llm!.Model}"] = $"prompt {llm.Digest}" };
        }

        return new(models, Taggers.OpenTaxonomy(request).Digest, PipelineRecipes.Grounding.Digest(), partition.Recipe.Whole);
    }

    /// <summary>Closes the models, of which calls that run are waited for, and the clients of language models.</summary>
    public void Dispose()
    {
        Models.Dispose();
        Taggers.Dispose();
    }
}
