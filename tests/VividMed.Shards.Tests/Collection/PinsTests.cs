using VividMed.Shards.Collection;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Shards.Tests.Collection;

public sealed class PinsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlobStore _store;

    public PinsTests() => _store = new LocalBlobStore(_folder.Root);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_has_one_pin_which_its_next_plan_replaces_and_its_end_removes()
    {
        await Pins.WriteAsync(_store, new Pin("run-1", "old", ["train/aa"]));
        await Pins.WriteAsync(_store, new Pin("run-1", "new", ["train/bb", "test/cc"], "excluded/dd.json"));
        var pin = await Pins.ReadAsync(_store, "run-1");
        Assert.Equal(("run-1", "new", "excluded/dd.json"), (pin!.Run, pin.Recipe, pin.Excluded));
        Assert.Equal(["train/bb", "test/cc"], pin.Keys);
        Assert.Equal(["pins/run-1.json"], await _store.ListAsync("").ToListAsync());
        await Pins.RemoveAsync(_store, "run-1");
        await Pins.RemoveAsync(_store, "run-1");
        Assert.Null(await Pins.ReadAsync(_store, "run-1"));
    }

    [Fact]
    public async Task A_damaged_pin_is_named()
    {
        await _store.WriteAsync("pins/run-1.json", "{}"u8.ToArray());
        var refused = await Assert.ThrowsAsync<ShardException>(() => Pins.ReadAsync(_store, "run-1"));
        Assert.Equal("bad-pin", refused.Code);
        Assert.Contains("pins/run-1.json", refused.Message, StringComparison.Ordinal);
    }
}
