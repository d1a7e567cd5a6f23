using VividMed.Grounding;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.VisionLanguage.Text;

/// <summary>What can be asked for: a target, of one side where reports name it so.</summary>
internal sealed record AskedTarget(string Target, Side Side, FindingKind Kind)
{
    private const double OtherNameShare = 0.3;

    /// <summary>Such as "left pleural effusion".</summary>
    public string Name => NameOf(Target, Side);

    /// <summary>The target as a phrase names it; of both sides, or of none, it has none.</summary>
    public static AskedTarget Of(Phrase phrase) => new(phrase.Target, phrase.Side == Side.Both ? Side.None : phrase.Side, phrase.Kind);

    /// <summary>It by one of its names: mostly its own, now and then another that it has.</summary>
    public string Say(IReadOnlyDictionary<string, IReadOnlyList<string>> others, SeededRandom random) =>
        others.TryGetValue(Target, out var names) && random.NextDouble() < OtherNameShare ? NameOf(names[random.Next(names.Count)], Side) : Name;

    /// <summary>A target, or other words for it, on a side.</summary>
    public static string NameOf(string target, Side side) => side switch
    {
        Side.Left => "left " + target,
        Side.Right => "right " + target,
        _ => target,
    };
}
