using VividMed.Workflows.Requests;
using VividMed.Workflows.Resources;

namespace VividMed.Workflows.Inspect;

/// <summary>
/// Opens the models that a request names before anything else is done: a model that is missing, damaged, names targets that the taxonomy does
/// not know, or whose provider cannot be had ends the run within seconds. Says what decides their results.
/// </summary>
[DurableTask(nameof(InspectModels))]
public sealed class InspectModels(PipelineEnvironment environment) : TaskActivity<SynthesisRequest, ModelInspection>
{
    public override async Task<ModelInspection> RunAsync(TaskActivityContext context, SynthesisRequest input)
    {
        environment.Models.CheckTargets(input);
        using var localizer = await environment.Models.OpenLocalizerAsync(input, environment.Stopping);
        return new ModelInspection(PipelineRecipes.OfModels(localizer).Parts);
    }
}

/// <summary>The part of a recipe that only a worker that runs the models can tell, by name.</summary>
public sealed record ModelInspection(IReadOnlyDictionary<string, string> Recipe);
