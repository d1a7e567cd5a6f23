using VividMed.Taxonomy;

namespace VividMed.Phantoms.BrainMr;

/// <summary>Which findings a phantom head shows.</summary>
internal static class BrainFindingPlan
{
    private static readonly string[] Sided = [BrainFindings.Collection, BrainFindings.Infarct, BrainFindings.Mass];

    /// <summary>Collections come first, since they take their room from the brain that the others lie in.</summary>
    /// <exception cref="ArgumentException">No phantom shows it, or it needs a side.</exception>
    public static IReadOnlyList<PhantomTarget> Draw(PhantomRandom random, IReadOnlyList<PhantomTarget>? requested)
    {
        var wanted = (requested ?? [.. DrawTargets(random)]).Distinct().ToList();
        foreach (var target in wanted)
        {
            var isSided = Sided.Contains(target.Target, StringComparer.Ordinal);
            if (!isSided && target.Target != BrainFindings.Hydrocephalus) throw new ArgumentException($"no phantom shows {target.Target}", nameof(requested));
            if (isSided && target.Side is not (Side.Left or Side.Right)) throw new ArgumentException($"a phantom's {target.Target} needs a side", nameof(requested));
        }

        return [.. wanted.OrderBy(static target => Array.IndexOf(Sided, target.Target)).ThenBy(static target => target.Side)];
    }

    /// <summary>A mass and an infarct never share a side: they would lie in each other.</summary>
    private static IEnumerable<PhantomTarget> DrawTargets(PhantomRandom random)
    {
        var (mass, infarct, collection, wide) = (random.Chance(0.4), random.Chance(0.36), random.Chance(0.3), random.Chance(0.26));
        var side = random.PickSide();
        if (mass) yield return new PhantomTarget(BrainFindings.Mass, side);
        if (infarct) yield return new PhantomTarget(BrainFindings.Infarct, side == Side.Left ? Side.Right : Side.Left);
        if (collection)
        {
            var own = random.PickSide();
            yield return new PhantomTarget(BrainFindings.Collection, own);
            if (random.Chance(0.15)) yield return new PhantomTarget(BrainFindings.Collection, own == Side.Left ? Side.Right : Side.Left);
        }

        if (wide) yield return new PhantomTarget(BrainFindings.Hydrocephalus, Side.None);
    }
}
