using VividMed.Datasets.Files;
using VividMed.TestKit;

namespace VividMed.Datasets.Tests.Files;

/// <summary>The place that a dataset's own lies in, where something may stand beside it.</summary>
public sealed class DatasetSourceTests
{
    [Fact]
    public void Above_a_folder_is_the_folder_that_holds_it()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Path("data", "mimic-cxr"));

        foreach (var root in (string[])[folder.Path("data", "mimic-cxr"), folder.Path("data", "mimic-cxr") + "/", folder.Path("data", "other", "..", "mimic-cxr")])
        {
            Assert.Equal(folder.Path("data"), DatasetSource.OpenAbove(root)!.DisplayName);
        }
    }

    [Theory]
    [InlineData("https://a.blob.core.windows.net/box/deep/er", "https://a.blob.core.windows.net/box/deep")]
    [InlineData("https://a.blob.core.windows.net/box/deep/", "https://a.blob.core.windows.net/box")]
    public void Above_a_part_of_a_container_is_the_part_that_holds_it(string root, string above) =>
        Assert.Equal(above, DatasetSource.OpenAbove(root)!.DisplayName);

    [Theory]
    [InlineData("/")]
    [InlineData("https://a.blob.core.windows.net/box")]
    public void Above_a_disk_or_a_container_is_nothing(string root) => Assert.Null(DatasetSource.OpenAbove(root));
}
