using VividMed.Cli.Configuration;
using VividMed.Cli.Hosting.States;
using VividMed.Cli.Output;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Cli.Checkups;

/// <summary>Whether a store answers and what lies there; whether it can be written only where that is asked for.</summary>
internal static class StoreCheck
{
    private const string Part = "store";
    private const string Probe = "runs/doctor";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<IReadOnlyList<CheckLine>> LookAsync(string? address, bool write, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(address)) return [CheckLine.Ok(Part, "address", "none is named with --store or the setting Store, so none was looked at")];
        try
        {
            var place = StoreAddress.Normalize(address);
            return StoreAddress.IsLocal(address)
                ? [await FolderAsync(place, write, cancellationToken), State(place)]
                : [await ContainerAsync(address, place, write, cancellationToken)];
        }
        catch (Exception failure) when (UserError.Explain(failure) is { } line)
        {
            return [CheckLine.Bad(Part, "address", line, null)];
        }
    }

    private static async Task<CheckLine> FolderAsync(string folder, bool write, CancellationToken cancellationToken)
    {
        if (File.Exists(folder)) return CheckLine.Bad(Part, folder, "is a file and no folder", "name a folder");
        if (!Directory.Exists(folder)) return CheckLine.Warn(Part, folder, "there is no such folder yet", "'vividmed run --out' makes it; to read, correct --store");
        return await OpenAsync(new LocalBlobStore(folder), folder, write, cancellationToken);
    }

    private static async Task<CheckLine> ContainerAsync(string address, string place, bool write, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Patience);
        try
        {
            return await OpenAsync(BlobStoreFactory.Open(address, ProcessSecrets.Storage), place, write, limited.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return CheckLine.Bad(Part, place, $"does not answer within {Patience.TotalSeconds:0} seconds", "look at the address, the network and the account's firewall");
        }
    }

    private static async Task<CheckLine> OpenAsync(IBlobStore store, string place, bool write, CancellationToken cancellationToken)
    {
        var versions = await DatasetVersions.ListAsync(store, cancellationToken);
        var found = versions.Count == 0 ? "can be read; no version is committed there" : $"can be read; {versions.Count} versions";
        if (!write) return CheckLine.Ok(Part, place, found + "; --write tries whether it can be written");
        await store.WriteAsync(Probe, ReadOnlyMemory<byte>.Empty, ifMatch: null, cancellationToken);
        await store.DeleteAsync(Probe, cancellationToken);
        return CheckLine.Ok(Part, place, found + "; can be written");
    }

    private static CheckLine State(string folder)
    {
        try
        {
            FileSystems.OfThisMachine.Check(folder);
            return CheckLine.Ok(Part, "state", "a hub's state may lie there");
        }
        catch (CliException refused)
        {
            return CheckLine.Warn(Part, "state", refused.Message, null);
        }
    }
}
