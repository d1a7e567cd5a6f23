using System.Text;
using VividMed.Datasets.Selection;
using VividMed.Storage.Streams;

namespace VividMed.Datasets.Identity;

/// <summary>A selection in a form that can be kept and compared: lists in order, ids by their number and digest.</summary>
/// <param name="Ids">How many ids are asked for; null: all studies.</param>
/// <param name="IdsSha256">The digest of the sorted ids.</param>
public sealed record SelectionText(int? Ids, string? IdsSha256, string Splits, string Views, int? Limit, bool AllReconstructions)
{
    public static SelectionText Of(StudySelection selection) => new(
        selection.Ids?.Count,
        selection.Ids is { } ids ? Sha256.Of(Encoding.UTF8.GetBytes(string.Concat(ids.Order(StringComparer.Ordinal).Select(static id => $"{id.Length} {id}\n")))) : null,
        Join(selection.Splits.Select(static split => SplitNames.Parse(split) ?? split)),
        Join(selection.Views.Select(static view => view.ToUpperInvariant())),
        selection.Limit,
        selection.AllReconstructions);

    /// <summary>
    /// Studies as this selection makes them, of all that there are: ids and their number only say which are taken, views and reconstructions
    /// also what each holds.
    /// </summary>
    public StudySelection OfAll() => new() { Splits = Words(Splits), Views = Words(Views), AllReconstructions = AllReconstructions };

    /// <summary>What another selection asks for otherwise, a clause each.</summary>
    public IEnumerable<string> DifferencesTo(SelectionText other)
    {
        if ((Ids, IdsSha256) != (other.Ids, other.IdsSha256))
        {
            yield return Ids == other.Ids
                ? $"--ids names {Ids} other studies"
                : $"--ids was {Count(Ids)} and is {Count(other.Ids)}";
        }

        if (Splits != other.Splits) yield return $"--split was {Named(Splits)} and is {Named(other.Splits)}";
        if (Views != other.Views) yield return $"--view was {Named(Views)} and is {Named(other.Views)}";
        if (Limit != other.Limit) yield return $"--limit was {Limit?.ToString() ?? "none"} and is {other.Limit?.ToString() ?? "none"}";
        if (AllReconstructions != other.AllReconstructions)
        {
            yield return AllReconstructions
                ? "all reconstructions of a scan took part and now only the first does"
                : "only the first reconstruction of a scan took part and now all do";
        }

        static string Count(int? ids) => ids is null ? "none" : $"{ids} studies";

        static string Named(string list) => list.Length == 0 ? "none" : list;
    }

    private static string[] Words(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static string Join(IEnumerable<string> words) => string.Join(',', words.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
