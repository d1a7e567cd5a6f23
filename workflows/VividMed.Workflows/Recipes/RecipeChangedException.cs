using VividMed.Taxonomy;

namespace VividMed.Workflows.Recipes;

/// <summary>The taxonomy or a model is another than when the run was planned. What is done stays useful; the next run goes by the new ones.</summary>
public sealed class RecipeChangedException(string what) : ReasonException(
    "recipe-changed", $"{what} changed while the run was going, so it stops: what is done stays useful; give the command again to go by the new one");

/// <summary>This worker's program or provider is another than the plan's: another worker may still be the right one.</summary>
public sealed class StaleWorkerException(string what) : Exception(
    $"this worker differs from the one that planned the run ({what}): start workers of one version of the program, or give the command again");
