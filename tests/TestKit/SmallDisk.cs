using System.Diagnostics;

namespace VividMed.TestKit;

/// <summary>A file system of its own that holds little, for what happens when it is full; where the machine lets a test mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="bytes">What it holds.</param>
    public SmallDisk(long bytes) =>
        Missing = OperatingSystem.IsLinux() && Mount("mount", "-t", "tmpfs", "-o", $"size={bytes}", "tmpfs", _folder.Root)
            ? null
            : "needs the right to mount a small file system";

    /// <summary>Why there is none; null when there is.</summary>
    public string? Missing { get; }

    public string Root => _folder.Root;

    /// <summary>From now on nothing may be written to it.</summary>
    public void MakeReadOnly() => Mount("mount", "-o", "remount,ro", _folder.Root);

    /// <summary>Leaves this many bytes free.</summary>
    public void Fill(long left = 0)
    {
        using var filler = File.Create(_folder.Path("filler"));
        for (var free = new DriveInfo(_folder.Root).AvailableFreeSpace - left; free > 0; free -= 4096)
        {
            filler.Write(new byte[Math.Min(free, 4096)]);
        }
    }

    /// <summary>Gives back what <see cref="Fill"/> took.</summary>
    public void MakeRoom() => File.Delete(_folder.Path("filler"));

    public void Dispose()
    {
        if (Missing is null) Mount("umount", "-l", _folder.Root);
        _folder.Dispose();
    }

    private static bool Mount(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
