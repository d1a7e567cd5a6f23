using VividMed.Storage.Stores;

namespace VividMed.Shards.Collection;

/// <summary>The pins of runs, each replaced when its run plans again.</summary>
public static class Pins
{
    internal const string Folder = "pins/";

    /// <summary>A pin counts for so long after the last sign of life of its run, by the store's clock: its own writing, or a file of the run.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromDays(7);

    /// <summary>Writes or replaces the run's pin.</summary>
    public static Task WriteAsync(IBlobStore store, Pin pin, CancellationToken cancellationToken = default) =>
        store.WriteAsync(NameOf(pin.Run), CanonicalJson.Write(pin), ifMatch: null, cancellationToken);

    /// <summary>Lets go; a run without a pin is no trouble.</summary>
    public static Task RemoveAsync(IBlobStore store, string run, CancellationToken cancellationToken = default) =>
        store.DeleteAsync(NameOf(run), cancellationToken);

    /// <summary>The run's pin, however old; null where it has none.</summary>
    /// <exception cref="ShardException"><c>bad-pin</c>: what it keeps cannot be told.</exception>
    public static async Task<Pin?> ReadAsync(IBlobStore store, string run, CancellationToken cancellationToken = default) =>
        await store.ReadAllAsync(NameOf(run), cancellationToken: cancellationToken) is { } json
            ? CanonicalJson.Read<Pin>(json, "bad-pin", NameOf(run))
            : null;

    internal static string NameOf(string run) => $"{Folder}{run}.json";

    /// <summary>The run of a pin's name, or null for another file.</summary>
    internal static string? RunOf(string name) => name.EndsWith(".json", StringComparison.Ordinal) ? name[Folder.Length..^".json".Length] : null;
}
