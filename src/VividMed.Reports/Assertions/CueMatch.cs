using VividMed.Reports.Wordings;

namespace VividMed.Reports.Assertions;

/// <summary>A cue at tokens[Start..End] of a sentence.</summary>
internal readonly record struct CueMatch(int Start, int End, CueKind Kind);
