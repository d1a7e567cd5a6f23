using VividMed.Taxonomy;

namespace VividMed.Exports;

/// <summary>
/// A version cannot be handed over as asked: the message names the sample and the cause, and never quotes a report. Codes: such as
/// <c>box-outside-image</c>, <c>placeholder-mismatch</c> or <c>other-export</c>.
/// </summary>
public sealed class ExportException(string code, string message, Exception? inner = null) : ReasonException(code, message, inner);
