using System.Threading.Channels;
using VividMed.Datasets;
using VividMed.Grounding;
using VividMed.Reports;
using VividMed.Taxonomy;

namespace VividMed.Localization.Tests;

public sealed class DeviceLoopTests
{
    [Fact]
    public async Task Images_of_several_studies_go_to_the_device_together_up_to_the_models_limit()
    {
        var localizer = new PlayedLocalizer(batch: 4);
        var done = await RunAsync(localizer, [.. Enumerable.Range(0, 10).Select(i => Turn($"s{i}", needsDevice: true))]);

        Assert.Equal([4, 4, 2], localizer.Calls);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"s{i}"), done.Select(turn => turn.Study.Study.Id));
    }

    [Fact]
    public async Task What_the_cache_had_takes_no_place_in_a_batch_and_no_call()
    {
        var localizer = new PlayedLocalizer(batch: 2);
        var done = await RunAsync(localizer, [Turn("a", false), Turn("b", true), Turn("c", false), Turn("d", true), Turn("e", false)]);
        Assert.Equal([2], localizer.Calls);
        Assert.Equal(5, done.Count);

        var idle = new PlayedLocalizer(batch: 2);
        await RunAsync(idle, [Turn("a", false), Turn("b", false)]);
        Assert.Empty(idle.Calls);
    }

    [Fact]
    public async Task An_image_that_is_not_ready_does_not_hold_back_those_that_are()
    {
        var localizer = new PlayedLocalizer(batch: 4);
        var late = new TaskCompletionSource<StudyImageTurn>();
        var ready = Channel.CreateUnbounded<Task<StudyImageTurn>>();
        foreach (var turn in (Task<StudyImageTurn>[])[Task.FromResult(Turn("a", true)), late.Task, Task.FromResult(Turn("c", true))]) ready.Writer.TryWrite(turn);
        ready.Writer.Complete();
        var done = Channel.CreateUnbounded<StudyImageTurn>();

        var loop = DeviceLoop.RunAsync(localizer, ready.Reader, done.Writer, CancellationToken.None);
        Assert.Equal("a", (await done.Reader.ReadAsync(TestContext.Current.CancellationToken)).Study.Study.Id);
        late.SetResult(Turn("b", true));
        await loop;

        Assert.Equal([1, 2], localizer.Calls);
    }

    [Fact]
    public async Task A_device_that_fails_fails_the_stage_and_gives_its_images_back()
    {
        var turns = new[] { Turn("a", true), Turn("b", true) };
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(new PlayedLocalizer(batch: 4, fails: true), turns));
        Assert.All(turns, turn => Assert.True(((PlayedWork)turn.Work!).IsDisposed));
    }

    [Fact]
    public async Task Several_devices_work_at_the_same_time_and_images_leave_in_their_order()
    {
        using var localizer = new PairedLocalizer();
        var done = await RunAsync(localizer, [.. Enumerable.Range(0, 8).Select(i => Turn($"s{i}", needsDevice: true))]);

        Assert.Equal(2, localizer.MostAtOnce);
        Assert.Equal(8, localizer.Inferences);
        Assert.Equal(Enumerable.Range(0, 8).Select(i => $"s{i}"), done.Select(turn => turn.Study.Study.Id));
    }

    [Fact]
    public async Task One_of_several_devices_that_fails_fails_the_stage_and_all_images_are_given_back()
    {
        using var localizer = new PairedLocalizer(failsAt: 3);
        StudyImageTurn[] turns = [.. Enumerable.Range(0, 8).Select(i => Turn($"s{i}", needsDevice: true))];
        var ready = Channel.CreateUnbounded<Task<StudyImageTurn>>();
        foreach (var turn in turns) ready.Writer.TryWrite(Task.FromResult(turn));
        ready.Writer.Complete();
        var done = Channel.CreateUnbounded<StudyImageTurn>();
        await DeviceLoop.RunAsync(localizer, ready.Reader, done.Writer, CancellationToken.None);

        var came = new List<StudyImageTurn>();
        while (done.Reader.TryRead(out var turn)) came.Add(turn);
        await Assert.ThrowsAsync<InvalidOperationException>(() => done.Reader.Completion);
        await ImageLoader.DiscardAsync(ready.Reader);
        Assert.Equal(turns.Take(came.Count), came);
        Assert.All(turns.Skip(came.Count), turn => Assert.True(((PlayedWork)turn.Work!).IsDisposed, turn.Study.Study.Id));
    }

    private static async Task<List<StudyImageTurn>> RunAsync(StudyLocalizer localizer, IReadOnlyList<StudyImageTurn> turns)
    {
        var ready = Channel.CreateUnbounded<Task<StudyImageTurn>>();
        foreach (var turn in turns) ready.Writer.TryWrite(Task.FromResult(turn));
        ready.Writer.Complete();
        var done = Channel.CreateUnbounded<StudyImageTurn>();
        await DeviceLoop.RunAsync(localizer, ready.Reader, done.Writer, CancellationToken.None);
        return await done.Reader.ReadAllAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
    }

    private static StudyImageTurn Turn(string study, bool needsDevice)
    {
        var facts = new SampleImage("x.png", 1, 1, 1, SpacingMm: null, Affine: null, "PA", "00");
        var source = new Study(study, "p", "train", Modality.Cxr, [], Report: null, []);
        return new StudyImageTurn(new TaggedStudy(source, new TaggedReport("", [], [], [])), 0)
        {
            Work = new PlayedWork(facts, needsDevice) { Asked = (1, needsDevice ? 0 : 1) },
        };
    }

    private sealed class PlayedWork(SampleImage facts, bool needsDevice) : ImageWork(facts)
    {
        public bool IsDisposed { get; private set; }

        public override bool NeedsDevice => needsDevice;

        public override void Dispose() => IsDisposed = true;
    }

    /// <summary>Two devices, each of which goes on only once the other has begun too.</summary>
    private sealed class PairedLocalizer(int failsAt = -1) : PlayedLocalizer(batch: 1)
    {
        private readonly Barrier _pair = new(2);
        private int _running;
        private int _begun;

        public int MostAtOnce { get; private set; }

        public override int Lanes => 2;

        public override void Run(IReadOnlyList<ImageWork> images, CancellationToken cancellationToken)
        {
            lock (Calls)
            {
                MostAtOnce = Math.Max(MostAtOnce, ++_running);
                Calls.Add(images.Count);
            }

            try
            {
                _pair.SignalAndWait(cancellationToken);
                if (Interlocked.Increment(ref _begun) > failsAt && failsAt >= 0) throw new InvalidOperationException("a device is gone");
            }
            finally
            {
                lock (Calls) _running--;
            }
        }

        public override void Dispose()
        {
            _pair.Dispose();
            base.Dispose();
        }
    }

    private class PlayedLocalizer(int batch, bool fails = false) : StudyLocalizer
    {
        public List<int> Calls { get; } = [];

        public override int BatchSize => batch;

        public override int ReadAhead => batch;

        public override long Inferences => Calls.Sum();

        public override IReadOnlyDictionary<string, string> Models => new Dictionary<string, string>();

        public override string Rendering => "played-1";

        public override IReadOnlyDictionary<string, string> Recipe => new Dictionary<string, string>();

        internal override Task<ImageWork?> RecallAsync(TaggedStudy study, int index, string sha256, CancellationToken cancellationToken) => throw new NotSupportedException();

        internal override Task<ImageWork> LoadAsync(TaggedStudy study, int index, SourceFile file, bool picture, CancellationToken cancellationToken) => throw new NotSupportedException();

        internal override byte[] Render(SourceFile file, StudyImage image) => throw new NotSupportedException();

        public override void Run(IReadOnlyList<ImageWork> images, CancellationToken cancellationToken)
        {
            if (fails) throw new InvalidOperationException("the device is gone");
            Calls.Add(images.Count);
        }

        public override Task<IReadOnlyList<Candidate>> StoreAsync(TaggedStudy study, int index, ImageWork image, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override void Dispose()
        {
        }
    }
}
