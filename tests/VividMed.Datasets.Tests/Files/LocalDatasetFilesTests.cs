using VividMed.Datasets.Files;

namespace VividMed.Datasets.Tests.Files;

public sealed class LocalDatasetFilesTests
{
    [Theory]
    [InlineData("", "a/b/c.txt a/bb.txt a/d.txt e.txt")]
    [InlineData("a/", "a/b/c.txt a/bb.txt a/d.txt")]
    [InlineData("a/b", "a/b/c.txt a/bb.txt")]
    [InlineData("a/b/", "a/b/c.txt")]
    [InlineData("a/d.txt", "a/d.txt")]
    [InlineData("none/", "")]
    public async Task A_prefix_may_end_within_a_name_as_in_a_container(string prefix, string expected)
    {
        using var folder = new DatasetFolder().Write("a/b/c.txt", "123").Write("a/bb.txt").Write("a/d.txt").Write("e.txt").Write(".hidden/f.txt").Write("a/.g.txt");
        var found = new List<DatasetFile>();
        await foreach (var file in new LocalDatasetFiles(folder.Root).ListAsync(prefix, TestContext.Current.CancellationToken)) found.Add(file);
        Assert.Equal(expected, string.Join(' ', found.Select(static file => file.Path).Order(StringComparer.Ordinal)));
        Assert.All(found, static file => Assert.Equal(file.Path == "a/b/c.txt" ? 3 : 1, file.Length));
    }

    [Fact]
    public async Task Linked_folders_are_followed()
    {
        using var folder = new DatasetFolder().Write("data/x.txt");
        Directory.CreateSymbolicLink(Path.Combine(folder.Root, "files"), Path.Combine(folder.Root, "data"));
        var found = new List<string>();
        await foreach (var file in new LocalDatasetFiles(folder.Root).ListAsync("files/", TestContext.Current.CancellationToken)) found.Add(file.Path);
        Assert.Equal(["files/x.txt"], found);
    }

    [Fact]
    public void A_range_is_read_and_a_missing_file_is_null()
    {
        using var folder = new DatasetFolder().Write("a.txt", "0123456789");
        var files = new LocalDatasetFiles(folder.Root);
        using var range = new StreamReader(files.OpenRead("a.txt", 3, 4)!);
        Assert.Equal("3456", range.ReadToEnd());
        Assert.Null(files.OpenRead("b.txt"));
        Assert.Null(files.LengthOf("b/c.txt"));
        Assert.Throws<DatasetException>(() => files.OpenRead("../a.txt"));
    }
}
