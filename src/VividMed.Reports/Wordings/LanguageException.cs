using VividMed.Taxonomy;

namespace VividMed.Reports.Wordings;

/// <summary>A file of cues and wordings cannot be used: no fault of a report, so no study is set aside for it.</summary>
public sealed class LanguageException(string message, Exception? inner = null) : ReasonException("bad-language", message, inner);
