namespace VividMed.Reports;

/// <summary>Answers that passed all checks, by the digest of everything that they depend on (model, prompt, taxonomy, text).</summary>
public interface ILlmAnswers
{
    Task<string?> FindAsync(string digest, CancellationToken cancellation);

    Task AddAsync(string digest, string answer, CancellationToken cancellation);
}
