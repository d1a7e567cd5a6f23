using VividMed.Cli.Configuration;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Cli.Running;

/// <summary>
/// Whether targets that a command asks for are any. The taxonomy answers at once; a version may have been made by another one, so what that
/// does not know is looked for in the version itself, which takes a pass over its records.
/// </summary>
internal static class TargetWords
{
    /// <exception cref="CliException">One is in neither; the line guesses which was meant.</exception>
    public static async Task RequireAsync(
        string option, IReadOnlyList<string> targets, string models, IBlobStore store, int version, CancellationToken cancellationToken)
    {
        var known = new SortedSet<string>(InTaxonomy(models), StringComparer.Ordinal);
        if (targets.All(known.Contains)) return;
        await foreach (var (sample, _) in VersionReader.ReadAsync(store, version, withImages: false, cancellationToken))
        {
            known.UnionWith(sample.Phrases.Select(static phrase => phrase.Target));
            if (targets.All(known.Contains)) return;
        }

        var stranger = targets.First(target => !known.Contains(target));
        var guess = Guess.Told(stranger, known);
        throw CliException.WrongCall(
            $"{option}: '{stranger}' is no target of {Path.Combine(models, ModelFolders.TaxonomyName)} or of version {version}{(guess.Length > 0 ? guess : "; 'vividmed shards stats' lists the version's own")}");
    }

    private static IEnumerable<string> InTaxonomy(string models) => File.Exists(Path.Combine(models, ModelFolders.TaxonomyName))
        ? ModelFolders.Taxonomies(models).Targets.Select(static target => target.Id)
        : [];
}
