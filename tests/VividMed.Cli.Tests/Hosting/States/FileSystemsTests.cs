using VividMed.Cli.Hosting.States;
using VividMed.TestKit;

namespace VividMed.Cli.Tests.Hosting.States;

/// <summary>A state lies where locks hold, or is refused with cause and cure.</summary>
public sealed class FileSystemsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("nfs")]
    [InlineData("nfs4")]
    [InlineData("cifs")]
    [InlineData("smb3")]
    [InlineData("fuse.sshfs")]
    public void On_a_network_no_lock_is_taken_and_no_file_made(string format)
    {
        var refused = Assert.Throws<CliException>(() => StateLock.TryTake(_folder.Path("hub.db"), new FileSystems(_ => format)));

        Assert.Contains($"({format})", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--state FOLDER", refused.Message, StringComparison.Ordinal);
        Assert.Contains("PostgreSQL", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Root));
    }

    [Theory]
    [InlineData("ext4")]
    [InlineData("xfs")]
    [InlineData("tmpfs")]
    [InlineData("overlay")]
    [InlineData("")]
    public async Task On_a_disk_of_the_machine_it_is(string format)
    {
        await using var taken = StateLock.TryTake(_folder.Path("hub.db"), new FileSystems(_ => format));

        Assert.NotNull(taken);
        Assert.Null(StateLock.TryTake(_folder.Path("hub.db")));
    }

    [Fact]
    public void A_lock_that_is_handed_out_twice_is_refused_whatever_the_file_system_is_called()
    {
        // What a mount without locks gives: a lock that keeps nobody out. Here, because it is gone.
        var unlocked = new FileStream(_folder.Path("hub.db.owner"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        unlocked.Dispose();

        var refused = Assert.Throws<CliException>(() => FileSystems.CheckHeld(unlocked, _folder.Root));

        Assert.Contains("where locks do not hold", refused.Message, StringComparison.Ordinal);
    }
}
