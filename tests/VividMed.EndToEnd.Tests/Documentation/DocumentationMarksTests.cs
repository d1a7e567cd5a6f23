namespace VividMed.EndToEnd.Tests.Documentation;

/// <summary>An exception from being run is one with a reason, and pages that a reader begins with are run.</summary>
public sealed class DocumentationMarksTests
{
    public static TheoryData<string> Pages => [.. DocumentedPage.All];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_block_that_is_not_run_says_why(string path) =>
        Assert.All(
            new DocumentedPage(path).Blocks.Where(static block => block.IsShell),
            block => Assert.True(block.Reason is null || block.Reason.Length >= 10, $"{path}:{block.Line} says 'not run' without a reason"));

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/tutorial/first-run.md")]
    [InlineData("docs/how-to/use-the-command-line.md")]
    [InlineData("docs/how-to/keep-a-dataset-up-to-date.md")]
    [InlineData("docs/how-to/ask-a-trained-model.md")]
    public void A_page_that_needs_nothing_foreign_is_run(string path) => Assert.True(new DocumentedPage(path).HasCommands);

    [Fact]
    public void A_mark_above_a_block_is_read_and_a_comment_elsewhere_is_none()
    {
        var blocks = DocumentedBlock.Of("<!-- elsewhere -->\n\ntext\n\n```sh\na\n```\n\n<!-- not run: needs a GPU -->\n```sh\nb\n```\n\n<!-- output -->\n```\nc\n```\n");

        Assert.Equal([(5, "sh", "a\n", null), (9, "sh", "b\n", "needs a GPU"), (14, "", "c\n", (string?)null)], blocks.Select(static block => (block.Line, block.Language, block.Text, block.Reason)));
        Assert.Equal([false, false, true], blocks.Select(static block => block.IsOutput));
    }
}
