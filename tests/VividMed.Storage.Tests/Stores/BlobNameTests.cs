using CsCheck;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Storage.Tests.Stores;

/// <summary>Which names every store takes; seen through a folder, which would suffer most.</summary>
public sealed class BlobNameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Longest =>
        new(new string('a', 200), Deep, "a b/c.d-e_f=g+h@i,j~k#l(m)[n]{o}!$&';", "~", "-", "a..b");

    public static TheoryData<string> TooLong =>
        new(new string('a', 201), "x/" + new string('a', 201) + "/y", Deep + "/a");

    private static string Deep => string.Join('/', Enumerable.Repeat(new string('a', 179), 5));

    [Theory]
    [MemberData(nameof(Longest))]
    public async Task A_portable_name_is_taken_as_it_is(string name)
    {
        var store = new LocalBlobStore(_folder.Root);

        Assert.True(await store.TryCreateAsync(name, new byte[1], TestContext.Current.CancellationToken));
        Assert.Equal(
            [name],
            await store.ListAsync("", TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(TooLong))]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/.b")]
    [InlineData("a/b.")]
    [InlineData("a./b")]
    [InlineData(" /a ")]
    [InlineData("a\tb")]
    [InlineData("a\nb")]
    [InlineData("a?b")]
    [InlineData("a*b")]
    [InlineData("a|b")]
    [InlineData("a\"b")]
    [InlineData("a<b")]
    [InlineData("a%2eb")]
    [InlineData("/")]
    public async Task Any_other_name_is_refused_by_every_operation_without_being_repeated(string name)
    {
        var store = new LocalBlobStore(_folder.Root);
        Func<Task>[] operations =
        [
            () => store.TryCreateAsync(name, new byte[1]),
            () => store.WriteAsync(name, new byte[1]),
            () => store.OpenReadAsync(name),
            () => store.GetPropertiesAsync(name),
            () => store.DeleteAsync(name),
        ];

        foreach (var operation in operations)
        {
            var refused = await Assert.ThrowsAsync<StorageException>(operation);
            Assert.Equal("bad-blob-name", refused.Code);
            Assert.True(name.Length < 3 || !refused.Message.Contains(name, StringComparison.Ordinal));
        }

        Assert.Empty(Directory.EnumerateFiles(_folder.Root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void No_name_whatever_leaves_the_folder() =>
        Gen.OneOf(Gen.Char["./\\a~:% "], Gen.Char).Array[0, 8].Sample(characters =>
        {
            var name = new string(characters);
            try
            {
                var path = Path.GetFullPath(Path.Combine(_folder.Root, BlobName.Check(name)));
                return path.StartsWith(_folder.Root + "/", StringComparison.Ordinal);
            }
            catch (StorageException refused)
            {
                return refused.Code == "bad-blob-name";
            }
        });

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a/")]
    [InlineData("a/b")]
    public void A_prefix_may_be_empty_or_end_anywhere(string prefix) => Assert.Equal(prefix, BlobName.CheckPrefix(prefix));

    [Theory]
    [InlineData("/")]
    [InlineData("/a")]
    [InlineData("a//")]
    [InlineData("../")]
    [InlineData("..")]
    [InlineData("a/..")]
    [InlineData("a/../b")]
    [InlineData(".locks/")]
    public void A_prefix_that_could_leave_the_store_is_refused(string prefix) =>
        Assert.Equal("bad-blob-name", Assert.Throws<StorageException>(() => BlobName.CheckPrefix(prefix)).Code);
}
