using VividMed.Taxonomy;

namespace VividMed.Workflows.Plan;

/// <summary>A run cannot be planned. Codes: <c>studies-gone</c>, <c>no-studies</c>, <c>no-space</c>, <c>nothing-to-replay</c>.</summary>
public sealed class PlanException(string code, string message) : ReasonException(code, message);
