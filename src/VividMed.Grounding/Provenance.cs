namespace VividMed.Grounding;

/// <summary>What made a sample: enough to make it again. Models maps a model's id to its digest and execution provider.</summary>
public sealed record Provenance(
    string Run,
    string CodeVersion,
    IReadOnlyDictionary<string, string> Models,
    string LexiconDigest,
    string OptionsDigest);
