using VividMed.Taxonomy;

namespace VividMed.Phantoms.Radiographs;

/// <summary>
/// Which findings a frontal phantom shows. Each lung has an upper and a lower zone and a zone holds one finding, so that findings stay
/// distinct.
/// </summary>
internal static class RadiographFindingPlan
{
    private const string Nodule = "lung nodule";

    private static readonly string[] LungTargets =
        [Nodule, "pleural effusion", "pneumothorax", "pulmonary consolidation", "atelectasis", "pulmonary cavity", "pleural thickening"];

    /// <summary>0 to 3 findings, each with the zone it occupies (those of heart and aorta have none and read upper).</summary>
    public static IReadOnlyList<(PhantomTarget Target, bool Lower)> Draw(PhantomRandom random, IReadOnlyList<PhantomTarget>? requested)
    {
        var plan = new List<(PhantomTarget Target, bool Lower)>();
        if (requested is not null)
        {
            var twice = requested.GroupBy(static target => target).Where(static target => target.Count() > 1).Select(static target => target.Key);
            foreach (var target in requested.Distinct().OrderBy(static target => IsMediastinal(target.Target) ? 0 : OnlyZone(target.Target) is null ? 2 : 1))
            {
                if (!TryAdd(plan, target, random))
                {
                    throw new ArgumentException(
                        $"{target.Side} {target.Target} cannot be shown with the other findings", nameof(requested));
                }
            }

            return twice.Aggregate((IReadOnlyList<(PhantomTarget Target, bool Lower)>)plan, WithSecond);
        }

        var draw = random.Uniform();
        var count = draw < 0.2 ? 0 : draw < 0.5 ? 1 : draw < 0.8 ? 2 : 3;
        if (count > 0 && random.Chance(0.3)) TryAdd(plan, new PhantomTarget("cardiomegaly", Side.None), random);
        if (plan.Count < count && random.Chance(0.2)) TryAdd(plan, new PhantomTarget("aortic enlargement", Side.None), random);
        for (var attempt = 0; plan.Count < count && attempt < 20; attempt++)
        {
            TryAdd(plan, new PhantomTarget(random.Pick(LungTargets), random.PickSide()), random);
        }

        return plan;
    }

    /// <summary>
    /// The plan with a second nodule in the other zone of a lung that holds one, for some: what a report counts. It comes last, so that everything
    /// else is drawn as it was.
    /// </summary>
    public static IReadOnlyList<(PhantomTarget Target, bool Lower)> WithCompanion(
        IReadOnlyList<(PhantomTarget Target, bool Lower)> plan, PhantomRandom random)
    {
        var nodules = plan.Where(static finding => finding.Target.Target == Nodule).ToArray();
        return nodules.Length == 1 && random.Chance(0.5) ? WithSecond(plan, nodules[0].Target) : plan;
    }

    private static IReadOnlyList<(PhantomTarget Target, bool Lower)> WithSecond(
        IReadOnlyList<(PhantomTarget Target, bool Lower)> plan, PhantomTarget target)
    {
        var known = plan.First(finding => finding.Target == target);
        return target.Target == Nodule && IsFree(plan, target, !known.Lower) ? [.. plan, (target, !known.Lower)] : plan;
    }

    /// <summary>A finding that is the shape of heart or aorta, and takes no room in a lung.</summary>
    public static bool IsMediastinal(string target) => target is "cardiomegaly" or "aortic enlargement";

    private static bool TryAdd(List<(PhantomTarget Target, bool Lower)> plan, PhantomTarget target, PhantomRandom random)
    {
        if (plan.Exists(known => known.Target == target)) return false;
        if (IsMediastinal(target.Target))
        {
            plan.Add((target with { Side = Side.None }, false));
            return true;
        }

        if (!LungTargets.Contains(target.Target) || target.Side is not (Side.Left or Side.Right)) return false;
        var only = OnlyZone(target.Target);
        var first = only ?? random.Chance(0.5);
        if (IsFree(plan, target, first)) plan.Add((target, first));
        else if (only is null && IsFree(plan, target, !first)) plan.Add((target, !first));
        else return false;
        return true;
    }

    // An enlarged heart hides most of the left base: of the findings there only an effusion still shows beside it.
    private static bool IsFree(IReadOnlyList<(PhantomTarget Target, bool Lower)> plan, PhantomTarget target, bool lower) =>
        !plan.Any(known => known.Target.Side == target.Side && known.Lower == lower)
        && !(lower && target.Side == Side.Left && target.Target != "pleural effusion" && plan.Any(IsCardiomegaly));

    /// <summary>True for findings of the lower zone alone, false for those of the upper, null for those of either.</summary>
    private static bool? OnlyZone(string target) => target switch
    {
        "pleural effusion" or "atelectasis" => true,
        "pneumothorax" or "pleural thickening" => false,
        _ => null,
    };

    private static bool IsCardiomegaly((PhantomTarget Target, bool Lower) finding) => finding.Target.Target == "cardiomegaly";
}
