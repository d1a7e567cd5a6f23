using VividMed.Reports.Tagging;
using VividMed.Taxonomy;

namespace VividMed.Reports.Frames;

/// <summary>
/// Gives the findings of a report that speak of one and the same thing one number, and lets a later mention take the side and place that an
/// earlier one states: an impression rarely repeats them.
/// </summary>
internal sealed class FrameLinker(TargetTaxonomy taxonomy)
{
    /// <summary>So many findings a mention looks back over: more than reports hold, and a bound on what others cost.</summary>
    private const int Reach = 200;

    public void Link(List<Finding> findings, IReadOnlyList<FindingContext> contexts)
    {
        for (var i = 0; i < findings.Count; i++)
        {
            var earlier = Earlier(findings, i);
            if (earlier < 0)
            {
                findings[i] = findings[i] with { Frame = i };
                continue;
            }

            var frame = findings[earlier].Frame;
            findings[i] = (GoesOn(findings, contexts, earlier, i) ? Take(findings[i], findings[earlier]) : findings[i]) with { Frame = frame };
        }
    }

    /// <summary>The last finding before that can be the same, -1 where there is none.</summary>
    private int Earlier(List<Finding> findings, int at)
    {
        for (var i = at - 1; i >= Math.Max(0, at - Reach); i--)
        {
            if (IsSame(findings[i], findings[at])) return i;
        }

        return -1;
    }

    private bool IsSame(Finding a, Finding b) =>
        a.Kind == FindingKind.Abnormality
        && b.Kind == FindingKind.Abnormality
        && (a.Target == b.Target || taxonomy.IsA(a.Target, b.Target) || taxonomy.IsA(b.Target, a.Target))
        && (a.Polarity == Polarity.Absent) == (b.Polarity == Polarity.Absent)
        && a.Temporality == b.Temporality
        && (a.Side == b.Side || a.Side == Side.None || b.Side == Side.None)
        && (a.Location is null || b.Location is null || taxonomy.IsA(a.Location, b.Location) || taxonomy.IsA(b.Location, a.Location))
        && (a.Count is null || b.Count is null || a.Count == b.Count)
        && (a.SizeMm is null || b.SizeMm is null || a.SizeMm.Max() == b.SizeMm.Max());

    /// <summary>Whether the later mention is the earlier one told again: in another section, in the same sentence, or as "the effusion".</summary>
    private static bool GoesOn(List<Finding> findings, IReadOnlyList<FindingContext> contexts, int earlier, int later) =>
        findings[later].Polarity != Polarity.Absent
        && (contexts[earlier].Section != contexts[later].Section || contexts[later].IsDefinite || (findings[earlier].Sentence == findings[later].Sentence && contexts[later].IsExplanation));

    private static Finding Take(Finding later, Finding earlier) => later with
    {
        Side = later.Side == Side.None ? earlier.Side : later.Side,
        Location = later.Location ?? earlier.Location,
    };
}
