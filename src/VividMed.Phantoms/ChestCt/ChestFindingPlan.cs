using VividMed.Taxonomy;

namespace VividMed.Phantoms.ChestCt;

/// <summary>Which findings a phantom chest CT shows, and in which lobe.</summary>
internal static class ChestFindingPlan
{
    private static readonly ChestStructure[] LeftLobes = [ChestStructure.LeftUpperLobe, ChestStructure.LeftLowerLobe];
    private static readonly ChestStructure[] RightLobes =
        [ChestStructure.RightUpperLobe, ChestStructure.RightMiddleLobe, ChestStructure.RightLowerLobe];

    /// <summary>Effusions come first, because the other findings lie in the lung that they leave.</summary>
    public static IReadOnlyList<(PhantomTarget Target, ChestStructure Lobe)> Draw(
        PhantomRandom random, IReadOnlyList<PhantomTarget>? requested)
    {
        var plan = new List<(PhantomTarget Target, ChestStructure Lobe)>();
        foreach (var target in requested ?? DrawTargets(random))
        {
            if (target.Target != "cardiomegaly" && target.Side is not (Side.Left or Side.Right))
            {
                throw new ArgumentException($"a phantom's {target.Target} needs a side", nameof(requested));
            }

            if (plan.Exists(known => known.Target == target)) continue;
            plan.Add((target, Lobe(target, plan, random)));
        }

        return [.. plan.OrderByDescending(static finding => finding.Target.Target == "pleural effusion")];
    }

    /// <summary>
    /// The plan with a second nodule in another lobe of a lung that holds one, for some: what a report counts. It comes last, so that everything
    /// else is drawn as it was.
    /// </summary>
    public static IReadOnlyList<(PhantomTarget Target, ChestStructure Lobe)> WithCompanion(
        IReadOnlyList<(PhantomTarget Target, ChestStructure Lobe)> plan, PhantomRandom random)
    {
        var nodules = plan.Where(static finding => finding.Target.Target == "lung nodule").ToArray();
        if (nodules.Length != 1 || !random.Chance(0.4)) return plan;
        var target = nodules[0].Target;
        var free = (target.Side == Side.Left ? LeftLobes : RightLobes).Where(lobe => plan.All(known => known.Lobe != lobe)).ToArray();
        return free.Length == 0 ? plan : [.. plan, (target, random.Pick(free))];
    }

    private static IEnumerable<PhantomTarget> DrawTargets(PhantomRandom random)
    {
        var draw = random.Uniform();
        var count = draw < 0.15 ? 0 : draw < 0.5 ? 1 : draw < 0.8 ? 2 : 3;
        for (var i = 0; i < count; i++)
        {
            var kind = random.Uniform();
            yield return kind switch
            {
                < 0.36 => new PhantomTarget("lung nodule", random.PickSide()),
                < 0.62 => new PhantomTarget("pleural effusion", random.PickSide()),
                < 0.76 => new PhantomTarget("pulmonary consolidation", random.PickSide()),
                < 0.88 => new PhantomTarget("atelectasis", random.PickSide()),
                _ => new PhantomTarget("cardiomegaly", Side.None),
            };
        }
    }

    /// <summary>A lobe of the side that no other finding has taken, where one is left; atelectasis lies in the lower lobe.</summary>
    private static ChestStructure Lobe(PhantomTarget target, List<(PhantomTarget Target, ChestStructure Lobe)> plan, PhantomRandom random)
    {
        var lobes = target.Side == Side.Left ? LeftLobes : RightLobes;
        switch (target.Target)
        {
            case "cardiomegaly" or "pleural effusion":
                return ChestStructure.None;
            case "atelectasis":
                return lobes[^1];
            case "lung nodule" or "pulmonary consolidation":
                var free = lobes.Where(lobe => !plan.Exists(known => known.Lobe == lobe)).ToArray();
                return random.Pick(free.Length > 0 ? free : lobes);
            default:
                throw new ArgumentException($"no phantom shows {target.Target}", nameof(target));
        }
    }
}
