namespace VividMed.Reports;

/// <summary>A mention at text[Start..End] of the gold text with what the tagger made of it, null for a phrase that gold marked; Snippet is its sentence, only where text was asked for.</summary>
public sealed record DisagreementMention(int Start, int End, Polarity? Polarity, Temporality? Temporality, string? Snippet);
