using VividMed.Cli.Tests.Images;
using VividMed.TestKit;

namespace VividMed.Cli.Tests.Commands;

/// <summary>vividmed review study refuses before it writes; what it makes is tried by the how-to's example.</summary>
[Collection(Captured.Console)]
public sealed class ReviewStudyCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_folder_that_holds_something_is_left_as_it_is()
    {
        await File.WriteAllTextAsync(_folder.Path("key.json"), "sealed", TestContext.Current.CancellationToken);

        Directory.CreateDirectory(_folder.Path("shards"));

        var refused = await Captured.RunAsync("review", "study", "make", "--shards", _folder.Path("shards"), "--version", "1", "--out", _folder.Root);

        Assert.Equal(ExitCode.Failed, refused.Exit);
        Assert.Contains("is not empty", refused.Errors, StringComparison.Ordinal);
        Assert.Equal("sealed", await File.ReadAllTextAsync(_folder.Path("key.json"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("--cases", "8", "multiple of 6")]
    [InlineData("--catch-to", "0.6", "equal catch rates")]
    [InlineData("--time-ratio", "1", "no difference")]
    public async Task A_plan_that_shows_nothing_is_told_in_a_line_and_writes_nothing(string option, string value, string said)
    {
        var refused = await Captured.RunAsync("review", "study", "make", "--shards", _folder.Root, "--version", "1", "--out", _folder.Path("study"), option, value);

        Assert.Equal(ExitCode.Failed, refused.Exit);
        Assert.Contains(said, Assert.Single(refused.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Path("study")));
    }

    [Fact]
    public async Task What_is_no_study_is_told_by_the_file_that_it_lacks()
    {
        var analyzed = await Captured.RunAsync("review", "study", "analyze", _folder.Root, "answers.json", "--models", Repository.Path("models"));

        Assert.Equal(ExitCode.Failed, analyzed.Exit);
        Assert.Contains("study.json is not there", analyzed.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
