namespace VividMed.Exports.Planning;

/// <summary>What is not handed over, and why: a line of a sample, a region, or the sample itself.</summary>
/// <param name="Id">Of what is left out: the sample's key, with what follows of a line or region.</param>
/// <param name="Sample">The study's id.</param>
/// <param name="Reason">A code such as <c>too-many-tokens</c>.</param>
public sealed record LeftOut(string Id, string Sample, string Reason, string Message);
