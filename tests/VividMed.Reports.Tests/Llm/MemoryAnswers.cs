using VividMed.Reports.Llm;

namespace VividMed.Reports.Tests.Llm;

/// <summary>Answers kept in memory.</summary>
internal sealed class MemoryAnswers : ILlmAnswers
{
    public Dictionary<string, string> Known { get; } = new(StringComparer.Ordinal);

    public Task<string?> FindAsync(string digest, CancellationToken cancellationToken) => Task.FromResult(Known.GetValueOrDefault(digest));

    public Task AddAsync(string digest, string answer, CancellationToken cancellationToken)
    {
        Known[digest] = answer;
        return Task.CompletedTask;
    }
}
