using VividMed.TestKit;

namespace VividMed.EndToEnd.Tests.Documentation;

/// <summary>The commands of the pages are run as they stand there; what cannot be says why.</summary>
public sealed class DocumentationTests(PreparedDemo demo) : IClassFixture<PreparedDemo>
{
    public static TheoryData<string> Pages => [.. DocumentedPage.All.Where(static path => new DocumentedPage(path).HasCommands)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task What_a_page_tells_to_type_works(string path)
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "needs bash");
        using var folder = new TemporaryFolder();
        var page = new DocumentedPage(path);
        if (page.StandsOnDemo) await demo.CopyToAsync(folder.Root, TestContext.Current.CancellationToken);

        await page.RunAsync(folder.Root, TestContext.Current.CancellationToken);
    }
}
