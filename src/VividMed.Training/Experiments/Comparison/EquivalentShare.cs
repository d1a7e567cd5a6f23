using System.Globalization;

namespace VividMed.Training.Experiments.Comparison;

/// <summary>How many patients with clean regions give as much as what was measured: between two measured shares in proportion, on a scale of halvings.</summary>
internal static class EquivalentShare
{
    /// <summary>A share of the patients; null where less than the least measured share gives as much.</summary>
    /// <param name="clean">shares of the patients, the largest first, with the figure of each</param>
    /// <param name="value">a figure of which more is better</param>
    public static double? Of(IReadOnlyList<(double Share, double Value)> clean, double value)
    {
        if (value >= clean[0].Value) return clean[0].Share;
        for (var i = 1; i < clean.Count; i++)
        {
            if (value < clean[i].Value) continue;
            var (more, less) = (clean[i - 1], clean[i]);
            var at = (value - less.Value) / (more.Value - less.Value);
            return Math.Pow(2, Math.Log2(less.Share) + (at * (Math.Log2(more.Share) - Math.Log2(less.Share))));
        }

        return null;
    }

    public static string Tell(IReadOnlyList<(double Share, double Value)> clean, double value) => Of(clean, value) switch
    {
        null => string.Create(CultureInfo.InvariantCulture, $"less than {100 * clean[^1].Share:0.#} % of the patients"),
        1 => "as much as all patients with clean regions",
        { } share => string.Create(CultureInfo.InvariantCulture, $"as much as {100 * share:0} % of the patients with clean regions"),
    };
}
