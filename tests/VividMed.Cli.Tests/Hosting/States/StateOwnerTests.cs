using VividMed.Cli.Hosting.States;
using VividMed.TestKit;

namespace VividMed.Cli.Tests.Hosting.States;

/// <summary>The file beside a state that says who serves it.</summary>
public sealed class StateOwnerTests : IDisposable
{
    private static readonly StateOwner Owner = new("serve", 17, "here", new("http://127.0.0.1:4001"), "s3cret", HasWorkers: true);

    private readonly TemporaryFolder _folder = new();

    private string State => _folder.Path("hub.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_is_for_its_user_s_eyes_only_even_where_a_killed_process_left_an_open_one()
    {
        await File.WriteAllTextAsync(StateOwner.PathOf(State) + ".tmp", "", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(StateOwner.PathOf(State), "{}", TestContext.Current.CancellationToken);

        await Owner.WriteAsync(State, TestContext.Current.CancellationToken);

        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(StateOwner.PathOf(State)) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Equal(Owner, StateOwner.Read(State));
        Assert.Single(Directory.GetFiles(_folder.Root));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"command\":\"se")]
    public async Task What_is_no_whole_file_names_nobody(string text)
    {
        Assert.Null(StateOwner.Read(State));
        await File.WriteAllTextAsync(StateOwner.PathOf(State), text, TestContext.Current.CancellationToken);
        Assert.Null(StateOwner.Read(State));
    }

    [Fact]
    public void Its_token_is_in_no_message() => Assert.Equal("'vividmed serve' (process 17)", $"{Owner}");
}
