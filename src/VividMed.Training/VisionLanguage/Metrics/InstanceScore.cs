using VividMed.Imaging.Masks;

namespace VividMed.Training.VisionLanguage.Metrics;

/// <summary>
/// A phrase's mask against the true instances, with ReXGroundingCT's thresholds: a hit where the Dice of all together is at least 0.1; an
/// instance is right where its Dice with a true one is at least 0.2, one to one, the best first. Predicted instances are the mask's connected
/// parts.
/// </summary>
internal static class InstanceScore
{
    private const double Hit = 0.1;
    private const double SameInstance = 0.2;

    public static bool IsHit(double dice) => dice >= Hit;

    public static InstanceCounts Of(Mask predicted, IReadOnlyList<Mask> instances)
    {
        var parts = MaskComponents.Split(predicted);
        var (takenParts, taken, right) = (new bool[parts.Count], new bool[instances.Count], 0);
        var pairs = from part in Enumerable.Range(0, parts.Count)
                    from truth in Enumerable.Range(0, instances.Count)
                    let dice = MaskOverlap.Dice(parts[part], instances[truth])
                    where dice >= SameInstance
                    orderby dice descending, part, truth
                    select (part, truth);
        foreach (var (part, truth) in pairs)
        {
            if (takenParts[part] || taken[truth]) continue;
            takenParts[part] = taken[truth] = true;
            right++;
        }

        return new InstanceCounts(right, parts.Count, instances.Count);
    }

    /// <summary>Over all phrases together; null where there is no instance at all.</summary>
    public static double? F1(IEnumerable<InstanceCounts> phrases)
    {
        var (right, all) = (0, 0);
        foreach (var phrase in phrases) (right, all) = (right + phrase.Right, all + phrase.Given + phrase.Wanted);
        return all == 0 ? null : 2.0 * right / all;
    }
}

/// <summary>Instances that agree with a true one, those that were predicted, and the true ones.</summary>
internal readonly record struct InstanceCounts(int Right, int Given, int Wanted);
