using VividMed.Grounding;
using VividMed.Shards.Archives;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Cli.Running;

/// <summary>Picks samples of a version to look at.</summary>
internal static class SampleChoice
{
    /// <summary>The ids of the samples with the most different grounded targets; equal ones in the order of their ids.</summary>
    public static async Task<IReadOnlyList<string>> MostGroundedAsync(
        IBlobStore store, int version, int count, CancellationToken cancellationToken) =>
        await VersionReader.ReadAsync(store, version, withImages: false, cancellationToken)
            .Select(static stored => stored.Sample)
            .OrderByDescending(Variety)
            .ThenBy(static sample => sample.Id, StringComparer.Ordinal)
            .Take(count)
            .Select(static sample => sample.Id)
            .ToListAsync(cancellationToken);

    /// <summary>The samples with these ids and their images, in the version's order.</summary>
    /// <exception cref="CliException">One is not there.</exception>
    public static async Task<List<StoredSample>> ReadAsync(
        IBlobStore store, int version, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var wanted = ids.ToHashSet(StringComparer.Ordinal);
        var samples = new List<StoredSample>();
        await foreach (var stored in VersionReader.ReadAsync(store, version, withImages: true, cancellationToken))
        {
            if (wanted.Remove(stored.Sample.Id)) samples.Add(stored);
            if (wanted.Count == 0) return samples;
        }

        throw new CliException($"version {version} has no sample {wanted.First()}; 'shards show' without --id lists them");
    }

    private static int Variety(Sample sample) =>
        sample.Phrases.Where(static phrase => phrase.Regions.Count > 0)
            .Select(static phrase => (phrase.Target, phrase.Side))
            .Distinct()
            .Count();
}
