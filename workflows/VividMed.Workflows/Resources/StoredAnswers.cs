using System.Text;
using VividMed.Reports.Llm;
using VividMed.Storage.Cache;

namespace VividMed.Workflows.Resources;

/// <summary>Checked answers of language models in the run's cache: a second run asks no model for the same text.</summary>
internal sealed class StoredAnswers(ContentCache cache) : ILlmAnswers
{
    public async Task<string?> FindAsync(string digest, CancellationToken cancellationToken) =>
        await cache.GetAsync(KeyOf(digest), cancellationToken) is { } content ? Encoding.UTF8.GetString(content) : null;

    public Task AddAsync(string digest, string answer, CancellationToken cancellationToken) =>
        cache.GetOrAddAsync(KeyOf(digest), _ => Task.FromResult(Encoding.UTF8.GetBytes(answer)), cancellationToken);

    private static CacheKey KeyOf(string digest) => CacheKey.From(("llm-answer", digest));
}
