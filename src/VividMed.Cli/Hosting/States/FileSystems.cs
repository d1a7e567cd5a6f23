namespace VividMed.Cli.Hosting.States;

/// <summary>
/// Knows file systems on which a lock need not hold: those of a network, where a lock may be this machine's alone, and whichever hands the same
/// lock out twice. A state there could be served twice at once. SQLite says the same of its write-ahead log: not over a network.
/// </summary>
/// <param name="formatOf">The kernel's name of the file system under a folder, such as <c>ext4</c> or <c>nfs4</c>.</param>
internal sealed class FileSystems(Func<string, string> formatOf)
{
    private static readonly string[] Network =
        ["nfs", "cifs", "smb", "afs", "ncpfs", "fuse.sshfs", "fuse.s3fs", "fuse.rclone", "fuse.gcsfuse", "fuse.blobfuse"];

    /// <summary>As this machine has mounted them.</summary>
    public static FileSystems OfThisMachine { get; } = new(Format);

    /// <exception cref="CliException">The folder, or where it is to be made, lies on one of a network.</exception>
    public void Check(string folder)
    {
        var there = folder;
        while (!Directory.Exists(there) && Path.GetDirectoryName(there) is { } parent) there = parent;
        var format = formatOf(there);
        if (Network.Any(name => format.StartsWith(name, StringComparison.OrdinalIgnoreCase))) throw Refuse(folder, $"lies on a network file system ({format})");
    }

    /// <summary>A lock that is handed out while it is held is none: some mounts do, and a process that was told to do without locks.</summary>
    /// <exception cref="CliException">It was.</exception>
    public static void CheckHeld(FileStream held, string folder)
    {
        try
        {
            using var second = new FileStream(held.Name, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return;
        }

        throw Refuse(folder, "lies where locks do not hold");
    }

    private static CliException Refuse(string folder, string why) => new(
        $"{folder} {why}: two processes could serve one state there, and SQLite's log does not survive it; keep the state on a local disk with --state FOLDER, or use a hub on PostgreSQL (vividmed hub --postgres, then --hub)");

    private static string Format(string folder)
    {
        try
        {
            return new DriveInfo(folder).DriveFormat;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // What the kernel does not tell is tried out by the second handle.
            return "";
        }
    }
}
