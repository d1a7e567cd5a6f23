using System.Text.RegularExpressions;
using VividMed.Inference.Manifests;
using VividMed.Taxonomy;

namespace VividMed.Inference.Drafting;

/// <summary>
/// Labels of a draft: names as the caller or the file has them, or the published lists of that length, and the targets that the taxonomy
/// has for them.
/// </summary>
internal static partial class DraftLabels
{
    private const string OtherLesion = "Other lesion";

    /// <param name="classes">Of the graph; 0 where it does not say.</param>
    public static void Fill(Draft draft, GraphDescription graph, DraftOptions options, int classes)
    {
        var (names, why) = Names(graph, options, draft.Manifest.Kind, classes);
        if (names is not null && classes > 0 && names.Count != classes) classes = Reconcile(draft, names.Count, classes);
        var labels = names is null ? [Unknown(classes)] : Known(names, options.Taxonomy, draft.Manifest.Kind == ModelKind.Detector).ToList();
        if (names is not null && labels.Count == 0) labels = [Unknown(classes)];
        var whole = names is not null && labels.Count == names.Count;
        draft.Manifest = draft.Manifest with { Labels = whole ? [.. labels.Select(static label => label with { Index = null })] : labels };
        draft.Note("labels", whole ? $"{labels.Count}" : $"{(names is null ? 0 : labels.Count)} of {names?.Count ?? classes}", why);
        if (names is null) return;

        var left = names.Where((_, i) => !labels.Exists(label => label.Index == i)).ToList();
        if (left.Count > 0) draft.Note("labels", "left out", $"the taxonomy has no target for {string.Join(", ", left.Take(12))}{(left.Count > 12 ? " ..." : "")}: add labels by hand where one means the same");
    }

    /// <summary>A DETR with a class more than there are names has the one that means no object.</summary>
    private static int Reconcile(Draft draft, int names, int classes)
    {
        if (draft.Manifest.Detection is not { Format: DetectionFormat.DetrRaw } detection || names != classes - 1)
        {
            throw new ModelException("labels-mismatch", $"{names} names were given, and the graph has {classes} classes, channels or prompts: give one for each, in its order");
        }

        draft.Manifest = draft.Manifest with { Detection = detection with { Format = DetectionFormat.DetrSoftmax, Classes = names } };
        draft.Note("detection.format", "detr-softmax", $"the graph has a class more than the {names} names: the last means no object");
        return names;
    }

    private static (IReadOnlyList<string>? Names, string Why) Names(GraphDescription graph, DraftOptions options, ModelKind kind, int classes)
    {
        if (options.Labels is { } given) return (given, "your list, in its order");
        if (graph.Properties.TryGetValue("names", out var names) && Pairs(names) is { Count: > 0 } written && (written.Count == classes || classes == 0))
        {
            return (written, "the file's own names");
        }

        var published = options.Taxonomy.Targets.SelectMany(static target => target.DetectorClasses)
            .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).ToList();
        if (kind == ModelKind.Detector && classes == published.Count) return (published, $"{classes} is the number of local classes of VinDr-CXR: taken in the order of their names");
        published.Remove(OtherLesion);
        if (kind == ModelKind.Detector && classes == published.Count) return (published, $"{classes} is the number of local classes of VinDr-CXR without '{OtherLesion}': taken in the order of their names");
        return (null, "the file does not name its classes: write them, or draft again with --labels FILE, a name a line");
    }

    /// <summary>As Ultralytics writes them: {0: 'person', 1: 'car'}.</summary>
    private static List<string> Pairs(string text) =>
        [.. Pair().Matches(text).OrderBy(static pair => int.Parse(pair.Groups["index"].Value)).Select(static pair => pair.Groups["name"].Value)];

    /// <summary>A label that says where the author has to write; a check refuses it by name.</summary>
    private static ModelLabel Unknown(int classes) => new($"class 0 of {classes}", "", Index: 0);

    /// <param name="repeated">Whether two classes may stand for one target.</param>
    private static IEnumerable<ModelLabel> Known(IReadOnlyList<string> names, TargetTaxonomy taxonomy, bool repeated)
    {
        var used = new HashSet<(string, Side)>();
        for (var i = 0; i < names.Count; i++)
        {
            if (Find(names[i], taxonomy) is { } found && (used.Add((found.Target.Id, found.Side)) || repeated)) yield return new ModelLabel(names[i], found.Target.Id, found.Side, Index: i);
        }
    }

    private static SidedTarget? Find(string name, TargetTaxonomy taxonomy)
    {
        if (taxonomy.FindByDetectorClass(name) is { } finding) return new SidedTarget(finding, Side.None);
        var plain = Separators().Replace(name.Trim(), " ").ToLowerInvariant();
        if (taxonomy.FindBySegmenterPrompt(plain) is { } prompt) return prompt;
        if (Target(plain, taxonomy) is { } whole) return new SidedTarget(whole, Side.None);
        foreach (var (word, side) in ((string, Side)[])[("left", Side.Left), ("right", Side.Right)])
        {
            var rest = plain.StartsWith(word + " ", StringComparison.Ordinal) ? plain[(word.Length + 1)..]
                : plain.EndsWith(" " + word, StringComparison.Ordinal) ? plain[..^(word.Length + 1)] : null;
            if (rest is not null && Target(rest, taxonomy) is { Sideable: true } sided) return new SidedTarget(sided, side);
        }

        return null;
    }

    private static Target? Target(string name, TargetTaxonomy taxonomy) =>
        taxonomy.Find(name) ?? taxonomy.Targets.FirstOrDefault(target => target.Synonyms.Contains(name, StringComparer.OrdinalIgnoreCase));

    [GeneratedRegex(@"(?<index>\d+)\s*:\s*(?<quote>['""])(?<name>.*?)\k<quote>", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Pair();

    [GeneratedRegex(@"[\s_]+", RegexOptions.None, 1_000)]
    private static partial Regex Separators();
}
