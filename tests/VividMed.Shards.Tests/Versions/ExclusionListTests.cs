using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Shards.Tests.Versions;

public sealed class ExclusionListTests : IDisposable
{
    private static readonly Exclusion[] Exclusions = [new("s8", "no-frontal-view"), new("s9", "missing-report")];

    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlobStore _store;

    public ExclusionListTests() => _store = new LocalBlobStore(_folder.Root);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_list_comes_back_and_equal_lists_are_one_file()
    {
        var file = await ExclusionList.PublishAsync(_store, Exclusions);
        Assert.Equal($"excluded/{file!.Sha256}.json", file.Name);
        Assert.Equal(file, await ExclusionList.PublishAsync(_store, Exclusions.Reverse()));
        Assert.Equal(Exclusions, await ExclusionList.ReadAsync(_store, file));
        Assert.Single(await _store.ListAsync("excluded/").ToListAsync());
    }

    [Fact]
    public async Task Where_nothing_is_left_out_there_is_no_list()
    {
        Assert.Null(await ExclusionList.PublishAsync(_store, []));
        Assert.Empty(await _store.ListAsync("").ToListAsync());
    }

    [Fact]
    public async Task A_damaged_list_is_refused_and_repaired_by_the_next_who_writes_it()
    {
        var file = (await ExclusionList.PublishAsync(_store, Exclusions))!;
        await _store.WriteAsync(file.Name, "[]"u8.ToArray());
        Assert.Equal("digest-mismatch", (await Assert.ThrowsAsync<ShardException>(() => ExclusionList.ReadAsync(_store, file))).Code);
        await ExclusionList.PublishAsync(_store, Exclusions);
        Assert.Equal(2, (await ExclusionList.ReadAsync(_store, file)).Count);
        await _store.DeleteAsync(file.Name);
        Assert.Equal("excluded-missing", (await Assert.ThrowsAsync<ShardException>(() => ExclusionList.ReadAsync(_store, file))).Code);
    }
}
