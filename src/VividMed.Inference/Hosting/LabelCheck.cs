using VividMed.Inference.Manifests;
using VividMed.Taxonomy;

namespace VividMed.Inference.Hosting;

/// <summary>Whether the pipeline can use what a model's labels name.</summary>
public static class LabelCheck
{
    private const int Suggestions = 5;
    private const int LongestName = 80;

    /// <summary>A label that no report can mean, or on a side that its target does not have, would silently ground nothing.</summary>
    /// <param name="file">Of the taxonomy, as users know it.</param>
    /// <exception cref="ModelException"><c>unknown-target</c>, with the label's own words and the targets that are written most alike.</exception>
    public static void Require(ModelManifest manifest, TargetTaxonomy taxonomy, string file)
    {
        for (var i = 0; i < manifest.Labels.Count; i++)
        {
            var label = manifest.Labels[i];
            if (taxonomy.Find(label.Target) is not { } target)
            {
                throw new ModelException(
                    "unknown-target",
                    $"labels[{i}] of model {manifest.Id} ('{label.Name}') has the target '{label.Target}', which is none of the {taxonomy.Targets.Count} in {file}; most alike are {string.Join(", ", Alike(label.Target, taxonomy).Select(static id => $"'{id}'"))}");
            }

            if (label.Side != Side.None && !target.Sideable)
            {
                throw new ModelException(
                    "unknown-target",
                    $"labels[{i}] of model {manifest.Id} ('{label.Name}') has the side {label.Side.ToString().ToLowerInvariant()}, but the target '{target.Id}' has no sides in {file}: write none");
            }
        }
    }

    /// <summary>Ids and synonyms are compared, so that a name that reports use leads to its target.</summary>
    private static IEnumerable<string> Alike(string label, TargetTaxonomy taxonomy) => taxonomy.Targets
        .OrderBy(target => target.Synonyms.Concat(target.DetectorClasses).Append(target.Id).Min(name => Edits(name.ToLowerInvariant(), Beginning(label))))
        .Select(static target => target.Id)
        .Take(Suggestions);

    private static string Beginning(string label) => label[..Math.Min(label.Length, LongestName)].ToLowerInvariant();

    /// <summary>Letters to insert, remove or replace.</summary>
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var (diagonal, left) = (row[0], i);
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var above = row[j];
                left = Math.Min(Math.Min(above, left) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (above, left);
            }
        }

        return row[^1];
    }
}
