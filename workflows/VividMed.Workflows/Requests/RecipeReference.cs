namespace VividMed.Workflows.Requests;

/// <summary>
/// What orchestrations carry of a run's recipe: digests to compare, not the recipe itself. Workers compare their own parts, for a cpu worker
/// cannot tell what the models run on.
/// </summary>
/// <param name="Whole">Digest of all parts: what a version holds one of.</param>
/// <param name="Text">Digest of the parts that any worker can tell: taxonomy, tagger, grounding, record.</param>
/// <param name="Models">Digest of the parts that only a worker that runs the models can tell.</param>
public sealed record RecipeReference(string Whole, string Text, string Models);
