using System.Diagnostics.Metrics;
using VividMed.Imaging;
using VividMed.Inference.Execution;
using VividMed.Inference.Hosting;
using VividMed.Inference.Manifests;
using VividMed.Inference.Tests.Toys;

namespace VividMed.Inference.Tests.Hosting;

/// <summary>One session a model, shared; and on a GPU no more models than fit. The device is played: only the manifests' figures count.</summary>
public sealed class ModelHostTests
{
    private static readonly ExecutionOptions Card = new(ExecutionProvider.Cpu, Threads: 1) { DeviceMemoryGb = 40 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_who_lease_a_model_share_one_session()
    {
        using var folder = new ToyFolder();
        using var host = new ModelHost(Card);
        var manifest = folder.Install(ToyDetector.Manifest(folder));

        using var first = await host.LeaseDetectorAsync(manifest, Cancellation);
        using var second = await host.LeaseDetectorAsync(manifest, Cancellation);

        Assert.Same(first.Model, second.Model);
    }

    [Fact]
    public async Task A_session_is_opened_once_a_model_whatever_leases_come_and_go()
    {
        using var folder = new ToyFolder();
        var manifest = folder.Install(ToyDetector.Manifest(folder) with { Id = "counted-once" });
        var opened = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name == "vividmed.inference.sessions") listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            if (tags.ToArray().Contains(new("model", "counted-once"))) Interlocked.Add(ref opened, count);
        });
        listener.Start();

        using (var host = new ModelHost(new ExecutionOptions(ExecutionProvider.Cpu, Threads: 1)))
        {
            await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
            {
                using var lease = await host.LeaseDetectorAsync(manifest, Cancellation);
                lease.Model.Detect([new GrayImage(8, 8, new byte[64])], Cancellation);
            }));
        }

        Assert.Equal(1, opened);
    }

    [Fact]
    public async Task A_model_that_nobody_uses_stays_open_for_the_next_one()
    {
        using var host = Host();
        var model = await OpenAndReturnAsync(host, Needs("a", 10));
        using var again = await LeaseAsync(host, Needs("a", 10));
        Assert.Same(model, again.Model);
        Assert.False(model.IsClosed);
    }

    [Fact]
    public async Task A_model_of_34_GB_never_shares_a_card_of_40_GB()
    {
        using var host = Host();
        var small = await LeaseAsync(host, Needs("small", 7));
        var large = LeaseAsync(host, Needs("large", 34));
        Assert.False(large.IsCompleted);

        small.Dispose();
        using var lease = await large;
        Assert.True(small.Model.IsClosed);
        Assert.False(LeaseAsync(host, Needs("small", 7)).IsCompleted);
    }

    [Fact]
    public async Task Models_that_fit_together_are_open_together()
    {
        using var host = Host();
        using var a = await LeaseAsync(host, Needs("a", 20));
        using var b = await LeaseAsync(host, Needs("b", 20));
        Assert.False(LeaseAsync(host, Needs("c", 1)).IsCompleted);
        Assert.False(a.Model.IsClosed || b.Model.IsClosed);
    }

    [Fact]
    public async Task The_model_that_was_longest_unused_makes_room()
    {
        using var host = Host();
        var a = await OpenAndReturnAsync(host, Needs("a", 20));
        var b = await OpenAndReturnAsync(host, Needs("b", 20));
        await OpenAndReturnAsync(host, Needs("a", 20));

        using var c = await LeaseAsync(host, Needs("c", 15));
        Assert.True(b.IsClosed);
        Assert.False(a.IsClosed);
    }

    [Theory]
    [InlineData(0.0, 40.0)]
    [InlineData(5.0, null)]
    public async Task A_model_or_a_card_of_unknown_size_means_one_model_at_a_time(double needs, double? card)
    {
        using var host = new ModelHost(Card with { DeviceMemoryGb = card }, static (_, _) => true);
        using var first = await LeaseAsync(host, Needs("first", 5));
        Assert.False(LeaseAsync(host, Needs("second", needs)).IsCompleted);
    }

    [Fact]
    public async Task A_model_that_the_card_cannot_hold_is_refused_at_once()
    {
        using var host = Host();
        var error = await Assert.ThrowsAsync<ModelException>(() => LeaseAsync(host, Needs("huge", 62)));
        Assert.Equal("device-too-small", error.Code);
        Assert.Contains("resources.deviceMemoryGb", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_the_processor_nothing_is_counted()
    {
        using var host = new ModelHost(Card, static (_, _) => false);
        using var first = await LeaseAsync(host, Needs("first", 34));
        using var second = await LeaseAsync(host, Needs("second", 62));
        Assert.False(first.Model.IsClosed);
    }

    [Fact]
    public async Task A_model_that_does_not_open_leaves_its_room_to_others()
    {
        using var host = Host();
        await Assert.ThrowsAsync<InvalidDataException>(() => host.LeaseAsync<PlayedModel>(Needs("broken", 34), static (_, _) => throw new InvalidDataException(), Cancellation));
        using var next = await LeaseAsync(host, Needs("next", 34));
        Assert.False(next.Model.IsClosed);
    }

    [Fact]
    public async Task Who_waits_for_room_may_give_up()
    {
        using var host = Host();
        using var first = await LeaseAsync(host, Needs("first", 34));
        using var patience = new CancellationTokenSource();
        var waiting = host.LeaseAsync(Needs("second", 34), static (_, _) => new PlayedModel(), patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static ModelHost Host() => new(Card, static (_, _) => true);

    private static Task<ModelLease<PlayedModel>> LeaseAsync(ModelHost host, ModelManifest manifest) => host.LeaseAsync(manifest, static (_, _) => new PlayedModel(), Cancellation);

    private static async Task<PlayedModel> OpenAndReturnAsync(ModelHost host, ModelManifest manifest)
    {
        using var lease = await LeaseAsync(host, manifest);
        return lease.Model;
    }

    private static ModelManifest Needs(string id, double gigabytes)
    {
        using var folder = new ToyFolder();
        return folder.Install(ToyDetector.Manifest(folder) with { Id = id, Resources = new ModelResources(gigabytes) });
    }

    private sealed class PlayedModel : IDisposable
    {
        public bool IsClosed { get; private set; }

        public void Dispose() => IsClosed = true;
    }
}
