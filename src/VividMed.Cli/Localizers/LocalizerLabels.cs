using VividMed.Inference.Manifests;
using VividMed.Taxonomy;

namespace VividMed.Cli.Localizers;

/// <summary>Which of a model's classes stand for a target on a side.</summary>
internal static class LocalizerLabels
{
    /// <summary>
    /// Those of the side; of a model that does not tell sides apart the one without; where no side is asked for the one without, or all sides. None: it has no such
    /// class.
    /// </summary>
    public static IReadOnlyList<ModelLabel> For(IReadOnlyList<ModelLabel> labels, string target, Side side)
    {
        var own = labels.Where(label => label.Target == target).ToList();
        var exact = own.FindAll(label => label.Side == side);
        if (exact.Count > 0) return exact;
        return side == Side.None ? own : own.FindAll(static label => label.Side == Side.None);
    }
}
