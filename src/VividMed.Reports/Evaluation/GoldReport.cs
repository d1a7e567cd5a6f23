namespace VividMed.Reports;

/// <summary>
/// A text with what people say of it. <paramref name="Labels"/> tells, by set and label, whether a label is present; one that gold leaves
/// uncertain or does not judge is missing. <paramref name="Phrase"/> is the marked phrase of a negation sentence.
/// </summary>
public sealed record GoldReport(string Id, string Text, IReadOnlyDictionary<LabelSet, IReadOnlyDictionary<string, bool>> Labels, TextSpan? Phrase = null);
