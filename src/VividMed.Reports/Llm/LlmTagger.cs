using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using VividMed.Reports.Frames;
using VividMed.Reports.Tagging;
using VividMed.Taxonomy;

namespace VividMed.Reports.Llm;

/// <summary>
/// Tags reports with a language model where the rules are not sure, or everywhere (<see cref="LlmScope"/>). The rules still read every
/// report: they cut it into sentences, take it over where the model fails, and what the two see differently is a signal for review. Logs
/// nothing.
/// </summary>
public sealed class LlmTagger
{
    private const int MaximumOutputTokens = 8192;

    /// <summary>Raised when the same answers would be asked for of other sentences, or taken otherwise.</summary>
    private const int Behavior = 2;

    private readonly ReportTagger _rules;
    private readonly IChatClient _model;
    private readonly LlmOptions _options;
    private readonly ILlmAnswers? _answers;
    private readonly LlmPrompt _prompt;
    private readonly LlmAnswerCheck _check;
    private readonly FrameLinker _linker;
    private readonly ChatOptions _chat;

    /// <summary>Builds the prompt of the taxonomy once; the model's client stays the caller's to dispose.</summary>
    /// <param name="answers">Answers that passed the checks before; null asks the model every time.</param>
    public LlmTagger(TargetTaxonomy taxonomy, ReportTagger rules, IChatClient model, LlmOptions options, ILlmAnswers? answers = null)
    {
        (_rules, _model, _options, _answers) = (rules, model, options, answers);
        _prompt = new LlmPrompt(taxonomy);
        _check = new LlmAnswerCheck(taxonomy, rules.Language);
        _linker = new FrameLinker(taxonomy);
        _chat = new ChatOptions
        {
            ModelId = options.Model,
            Temperature = 0,
            Seed = 1,
            MaxOutputTokens = MaximumOutputTokens,
            ResponseFormat = ChatResponseFormat.ForJsonSchema(_prompt.Schema, "findings"),
        };
        Digest = Hash($"{options.Model} {options.Scope} {Behavior}", _prompt.Digest);
    }

    /// <summary>SHA-256 over the model's name, the scope and all of the prompt but the report: goes into the provenance of samples.</summary>
    public string Digest { get; }

    /// <exception cref="ReportException"><c>empty-report</c> or <c>report-too-long</c>.</exception>
    /// <exception cref="LlmEndpointException"><c>public-llm-endpoint</c>: the endpoint's name leads out of the house.</exception>
    public async Task<LlmTagging> TagAsync(string text, ReportStyle style, CancellationToken cancellationToken)
    {
        var rules = _rules.Tag(text, style);
        return await ReadAsync(rules, UnsureSentences.Of(rules, _options.Scope), cancellationToken);
    }

    /// <summary>
    /// Asks about sentences that the images speak against, of those that nobody was asked about yet; null where there are none. Everything else
    /// stays as it was read.
    /// </summary>
    /// <param name="report">As <see cref="TagAsync"/> gave it for a text of this style.</param>
    /// <param name="sentences">Indices into its sentences.</param>
    public async Task<LlmTagging?> RereadAsync(TaggedReport report, ReportStyle style, IReadOnlySet<int> sentences, CancellationToken cancellationToken)
    {
        var asked = sentences.Except(UnsureSentences.Of(_rules.Tag(report.Text, style), _options.Scope)).Order().ToHashSet();
        return asked.Count == 0 ? null : await ReadAsync(report, asked, cancellationToken);
    }

    private async Task<LlmTagging> ReadAsync(TaggedReport rules, IReadOnlySet<int> asked, CancellationToken cancellationToken)
    {
        if (asked.Count == 0) return new LlmTagging(rules, Fallback: null, Attempts: 0, FromCache: false, []);
        var digest = Hash(Digest, $"{string.Join(' ', asked)}\n{rules.Text}");
        if (_answers is not null && await _answers.FindAsync(digest, cancellationToken) is { } known && Accept(rules, asked, known) is { } cached)
        {
            return Accepted(rules, asked, cached, attempts: 0, fromCache: true);
        }

        IReadOnlySet<LlmFault> faults = new HashSet<LlmFault>();
        var failure = "malformed";
        for (var attempt = 1; attempt <= _options.Attempts; attempt++)
        {
            var (answer, problem) = await AskAsync(rules, asked, faults, cancellationToken);
            if (answer is null)
            {
                failure = problem!;
                faults = new HashSet<LlmFault>();
                continue;
            }

            var (findings, wrong) = _check.Check(rules, asked, answer);
            if (wrong.Count == 0)
            {
                if (_answers is not null) await _answers.AddAsync(digest, answer.ToJson(), cancellationToken);
                return Accepted(rules, asked, findings, attempt, fromCache: false);
            }

            (faults, failure) = (wrong, CodeOf(wrong.Min()));
        }

        return new LlmTagging(rules, failure, _options.Attempts, FromCache: false, []);
    }

    private async Task<(LlmAnswer? Answer, string? Problem)> AskAsync(
        TaggedReport rules, IReadOnlySet<int> asked, IReadOnlySet<LlmFault> faults, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_options.Timeout);
        try
        {
            var response = await _model.GetResponseAsync(_prompt.Ask(rules, asked, faults), _chat, patience.Token);
            if (response.FinishReason == ChatFinishReason.Length) return (null, CodeOf(LlmFault.Truncated));
            return LlmAnswer.Parse(response.Text) is { } answer ? (answer, null) : (null, CodeOf(LlmFault.Malformed));
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && LlmFailure.CodeOf(failure) is { } code)
        {
            return (null, code);
        }
    }

    private IReadOnlyList<Finding>? Accept(TaggedReport rules, IReadOnlySet<int> asked, string cached) =>
        LlmAnswer.Parse(cached) is { } answer && _check.Check(rules, asked, answer) is { Faults.Count: 0, Findings: var findings } ? findings : null;

    /// <summary>The model's findings where it was asked, those of the rules elsewhere.</summary>
    private LlmTagging Accepted(TaggedReport rules, IReadOnlySet<int> asked, IReadOnlyList<Finding> findings, int attempts, bool fromCache)
    {
        var both = rules.Findings.Where(finding => !asked.Contains(finding.Sentence)).Concat(findings)
            .OrderBy(static finding => finding.Start).ThenBy(static finding => finding.End).ToList();
        // Side and place are each reader's own word: none is taken from another mention.
        _linker.Link(both, new FindingContext[both.Count]);
        var replaced = rules.Findings.Where(finding => asked.Contains(finding.Sentence)).ToList();
        return new LlmTagging(rules with { Findings = both }, Fallback: null, attempts, fromCache, TagDisagreement.Between(findings, replaced));
    }

    private static string CodeOf(LlmFault fault) => JsonNamingPolicy.KebabCaseLower.ConvertName(fault.ToString());

    private static string Hash(string first, string second) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{first.Length}:{first}{second}")));
}

/// <summary>A report as a language model tagged it, or as the rules did where it could not.</summary>
/// <param name="Fallback">
/// Why the rules took the report, null where the model's answer stands: <c>timeout</c>, <c>unreachable</c>, <c>server-error</c>,
/// <c>refused</c>, <c>malformed</c>, <c>truncated</c>, <c>not-in-text</c>, <c>unknown-target</c>, <c>polarity</c>, <c>side</c>.
/// </param>
/// <param name="Disagreements">Where model and rules differ, a signal for review; empty after a fallback.</param>
public sealed record LlmTagging(
    TaggedReport Report, string? Fallback, int Attempts, bool FromCache, IReadOnlyList<TagDisagreement> Disagreements);
