using System.Runtime.CompilerServices;
using VividMed.Datasets;
using VividMed.Datasets.Identity;
using VividMed.Datasets.Index;
using VividMed.Shards.Buckets;
using VividMed.Shards.Collection;
using VividMed.Shards.Reviews;
using VividMed.Shards.Versions;
using VividMed.Workflows.Inspect;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Resources;

namespace VividMed.Workflows.Plan;

/// <summary>
/// Compares the sources with the newest version: a bucket whose studies, files and recipe are the same stands, the others are written down as
/// work. Reads tables, names and times, and no image. Answers with counts only.
/// </summary>
[DurableTask(nameof(PlanDataset))]
public sealed class PlanDataset(PipelineEnvironment environment) : TaskActivity<PlanRequest, PlanSummary>
{
    /// <summary>Of the known studies, the share whose absence looks like an accident: an unmounted disk, a table cut short.</summary>
    internal const double LargestRemoval = 0.01;

    public override async Task<PlanSummary> RunAsync(TaskActivityContext context, PlanRequest input)
    {
        var cancellationToken = environment.Stopping;
        var request = input.Request;
        var folder = environment.Stores.OpenRun(request, input.Attempt);
        var parent = await ParentVersion.LoadAsync(folder.Store, cancellationToken);
        // A selection that nothing was committed by, such as one that was refused, binds nobody.
        var reselect = request.Permissions.Reselect || parent.Manifest is null;
        var identity = await DatasetIdentity.OpenAsync(
            folder.Store, request.Dataset, request.Select(), reselect, static () => Guid.NewGuid().ToString("N"), cancellationToken);
        var text = environment.Recipes.OfText(request);
        var models = new SampleRecipe(input.Models.Recipe);
        var recipe = PipelineRecipes.Join(text, models);
        await folder.WriteAsync(folder.Recipe, recipe.Parts, cancellationToken);

        var index = await SourceIndex.LoadAsync(folder.Store, request.Permissions.Rehash, cancellationToken);
        var planner = new BucketPlanner(parent, request.Options.PartitionSize, request.Replay);
        var desk = new PlanDesk(folder, recipe.Digest, await ReviewLog.ConsensusAsync(folder.Store, cancellationToken));
        var excluded = new List<Exclusion>();
        var dataset = environment.Stores.OpenDataset(request);
        var keeper = await SplitKeeper.OfAsync(parent.Buckets, dataset, request.Select(), cancellationToken);
        var studies = dataset.ListStudiesAsync(request.Select(), cancellationToken).Select(study => study.Exclusion is null ? keeper.Keep(index.Complete(study)) : study);
        await desk.TakeAsync(DealAsync(studies, planner, excluded, cancellationToken), cancellationToken);
        CheckRemoval(request, parent, planner);
        CheckSelection(request, desk, excluded);
        var notice = desk.Needs.Hold(folder.Store);

        var plan = await SettleAsync(input, identity, recipe, parent, desk, excluded, cancellationToken);
        plan = plan with { Moved = keeper.Moved, Summary = plan.Summary with { Recipe = new RecipeReference(recipe.Digest, text.Digest, models.Digest), Notice = notice } };
        if (plan.Summary.Current is null) await Pins.WriteAsync(folder.Store, PinOf(request.Run, plan), cancellationToken);
        await folder.WriteAsync(folder.Plan, plan, cancellationToken);
        return plan.Summary;
    }

    /// <summary>What must not be collected while the run is going, whatever versions go meanwhile; the commit looks again.</summary>
    private static Pin PinOf(string run, DatasetPlan plan) => new(
        run, plan.Recipe.Digest, [.. plan.Standing.Select(static bucket => Pin.KeyOf(bucket.Split, bucket.Key))], plan.Excluded?.Name);

    private static async IAsyncEnumerable<PlannedBucket> DealAsync(
        IAsyncEnumerable<Study> studies, BucketPlanner planner, List<Exclusion> excluded,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var study in studies.WithCancellation(cancellationToken))
        {
            if (study.Exclusion is { } reason) excluded.Add(new Exclusion(study.Id, reason));
            else
            {
                named.Add(study.Id);
                if (planner.Add(study) is { } full) yield return full;
            }
        }

        foreach (var rest in planner.Finish()) yield return rest;
        planner.CountRemoved(named);
    }

    private static void CheckRemoval(SynthesisRequest request, ParentVersion parent, BucketPlanner planner)
    {
        if (request.Permissions.AcceptRemoval || planner.Removed <= parent.Studies * LargestRemoval) return;
        throw new PlanException(
            "studies-gone",
            $"{planner.Removed} of the {parent.Studies} studies of version {parent.Manifest!.Version} are not in {request.Root} any more: look whether it is mounted and whole; if they are to go, say --accept-removal");
    }

    /// <summary>A version without a study is nobody's wish: a view that no image has, a folder too high or too low.</summary>
    private static void CheckSelection(SynthesisRequest request, PlanDesk desk, List<Exclusion> excluded)
    {
        if (desk.Studies > 0 || request.Permissions.AcceptRemoval) return;
        var reasons = excluded.CountBy(static study => study.Reason, StringComparer.Ordinal).OrderByDescending(static reason => reason.Value)
            .Select(static reason => $"{reason.Key}: {reason.Value}");
        throw new PlanException(
            "no-studies",
            excluded.Count == 0
                ? $"the tables in {request.Root} name no such study: look at --root, --split and --ids"
                : $"none of {excluded.Count} studies takes part ({string.Join(", ", reasons)}): look at --view{(request.Views.Count > 0 ? " " + string.Join(',', request.Views) : "")}, --split, --ids, and whether --root is the folder that the tables speak of");
    }

    private static async Task<DatasetPlan> SettleAsync(
        PlanRequest input, DatasetIdentity identity, SampleRecipe recipe, ParentVersion parent, PlanDesk desk,
        List<Exclusion> excluded, CancellationToken cancellationToken)
    {
        var file = await ExclusionList.PublishAsync(desk.Store, excluded, cancellationToken);
        var summary = new PlanSummary(
            new RecipeReference("", "", ""),
            desk.Studies + excluded.Count,
            excluded.Count,
            desk.Partitions,
            desk.Standing.Count,
            desk.StandingWritten,
            desk.StandingQuarantined,
            desk.StandingReasons,
            desk.Partitions == 0 && parent.Manifest is { } head && head.Holds(recipe.Digest, desk.Standing.Select(static bucket => bucket.Key), file)
                ? DatasetLayout.Version(head.Version)
                : null);
        if (input.Request.Replay is not null && desk.Partitions == 0)
        {
            throw new PlanException("nothing-to-replay", "no quarantined study of the newest version is meant: 'vividmed quarantine list' shows them");
        }

        return new DatasetPlan(
            input.Request.Dataset, identity.Id, parent.Manifest?.Version, recipe, desk.Standing, file,
            excluded.CountBy(static study => study.Reason, StringComparer.Ordinal).OrderBy(static reason => reason.Key, StringComparer.Ordinal)
                .ToDictionary(static reason => reason.Key, static reason => reason.Value, StringComparer.Ordinal),
            summary);
    }
}

/// <summary>What to plan: the request, and what the models make of it.</summary>
public sealed record PlanRequest(SynthesisRequest Request, string Attempt, ModelInspection Models);
