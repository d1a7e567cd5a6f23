using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using VividMed.Datasets.Files;

namespace VividMed.Datasets.Tests.Files;

public sealed class InventoryReaderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Parts_come_in_their_order_whichever_listing_ends_first()
    {
        var files = new GatedFiles();
        var reading = ReadAsync(files, 3, static (_, _) => { });
        await files.ListedAsync("2", "1", "0");
        foreach (var part in (string[])["2", "1", "0"]) files.Answer(part);
        Assert.Equal([0, 1, 2], await reading);
    }

    [Fact]
    public async Task No_more_than_four_parts_are_looked_at_ahead_of_the_one_at_hand()
    {
        var files = new GatedFiles(open: true);
        var begun = 0;
        await ReadAsync(files, 20, (part, taken) => Assert.InRange(taken, part + 1, part + 4), () => ++begun);
        Assert.Equal(20, begun);
    }

    [Fact]
    public async Task Whoever_stops_reading_ends_the_listings_that_are_under_way()
    {
        var files = new GatedFiles();
        var parts = InventoryReader.ReadAsync(files, Enumerable.Range(0, 20), Prefixes, Stop).GetAsyncEnumerator(Stop);
        var first = parts.MoveNextAsync();
        await files.ListedAsync("0", "1", "2", "3");
        files.Answer("0");
        Assert.True(await first);
        await parts.DisposeAsync();
        Assert.Equal(["1", "2", "3"], files.Cancelled.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_listing_that_fails_does_so_when_its_part_is_reached_and_not_before()
    {
        var files = new GatedFiles(open: true) { Failing = "2" };
        var reached = new List<int>();
        await Assert.ThrowsAsync<IOException>(() => ReadAsync(files, 8, (part, _) => reached.Add(part)));
        Assert.Equal([0, 1], reached);
    }

    [Fact]
    public void A_path_under_a_listed_prefix_is_answered_from_the_listing_and_another_is_asked_for()
    {
        using var folder = new DatasetFolder().Write("a/new.txt").Write("b/x.txt", "12345");
        var files = new CountingFiles(new LocalDatasetFiles(folder.Root));
        var listed = new DatasetFile("a/old.txt", 7, "then");
        var inventory = new FileInventory(files, ["a/"], new Dictionary<string, DatasetFile> { [listed.Path] = listed });
        Assert.Equal(listed, inventory.FirstOf(out _, "a/new.txt", "a/old.txt"));
        Assert.Equal(0, files.Asked);
        Assert.Equal(files.Find("b/x.txt"), inventory.FirstOf(out _, "a/none.dcm", "b/x.txt", "a/old.txt"));
        Assert.Null(inventory.FirstOf(out var reason, "a/none.dcm", "b/none.dcm"));
        Assert.Equal((3, "missing-file"), (files.Asked, reason));
    }

    private static IReadOnlyList<string> Prefixes(int part) => [$"{part}"];

    /// <summary>The parts in the order in which they came; after each, how many had been taken from the source by then.</summary>
    private static async Task<List<int>> ReadAsync(IDatasetFiles files, int count, Action<int, int> come, Func<int>? begin = null)
    {
        var (taken, read) = (0, new List<int>());
        await foreach (var (part, inventory) in InventoryReader.ReadAsync(files, Parts(), Prefixes, Stop))
        {
            Assert.Equal(part, inventory.FirstOf(out _, $"{part}/file")?.Length);
            come(part, taken);
            read.Add(part);
        }

        return read;

        IEnumerable<int> Parts()
        {
            for (; taken < count; begin?.Invoke()) yield return taken++;
        }
    }

    /// <summary>Each listing waits until it may answer, with one file whose length is the part's number.</summary>
    private sealed class GatedFiles(bool open = false) : IDatasetFiles
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource> _listed = new();
        private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();

        public ConcurrentBag<string> Cancelled { get; } = [];

        public string? Failing { get; init; }

        public string DisplayName => "gated";

        public void Answer(string part) => Of(_gates, part).SetResult();

        public Task ListedAsync(params string[] parts) =>
            Task.WhenAll(parts.Select(part => Of(_listed, part).Task)).WaitAsync(TimeSpan.FromSeconds(60));

        public async IAsyncEnumerable<DatasetFile> ListAsync(
            string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            Of(_listed, prefix).SetResult();
            if (prefix == Failing) throw new IOException("the container is away");
            try
            {
                if (!open) await Of(_gates, prefix).Task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Cancelled.Add(prefix);
                throw;
            }

            yield return new DatasetFile($"{prefix}/file", long.Parse(prefix, System.Globalization.CultureInfo.InvariantCulture));
        }

        public DatasetFile? Find(string path) => throw new NotSupportedException("Every path asked for was listed.");

        public Stream? OpenRead(string path, long offset = 0, long? length = null) => null;

        public Task<Stream?> OpenReadAsync(string path, long offset = 0, long? length = null, CancellationToken cancellationToken = default) =>
            Task.FromResult<Stream?>(null);

        private static TaskCompletionSource Of(ConcurrentDictionary<string, TaskCompletionSource> all, string part) =>
            all.GetOrAdd(part, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
