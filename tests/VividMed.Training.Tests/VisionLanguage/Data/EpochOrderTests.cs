using CsCheck;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Tests.VisionLanguage.Data;

public sealed class EpochOrderTests
{
    private static readonly Gen<(int[] Sizes, int Window, int Seed)> Cases = Gen.Select(Gen.Int[1, 9].Array[1, 12], Gen.Int[1, 30], Gen.Int[0, 1_000]);

    [Fact]
    public void Each_epoch_sees_each_study_once() => Cases.Sample(one =>
    {
        var order = new EpochOrder(one.Sizes, one.Window, one.Seed);
        for (var epoch = 0; epoch < 3; epoch++)
        {
            var seen = Enumerable.Range(0, (int)order.Count).Select(place => StudyAt(order, one.Sizes, (epoch * order.Count) + place)).ToList();
            Assert.Equal(order.Count, seen.Distinct().Count());
        }
    });

    [Fact]
    public void A_place_can_be_found_without_the_places_before() => Cases.Sample(one =>
    {
        var sizes = one.Sizes;
        var walked = new EpochOrder(sizes, one.Window, one.Seed);
        var all = Enumerable.Range(0, (int)walked.Count * 3).Select(place => StudyAt(walked, sizes, place)).ToList();
        foreach (var place in (int[])[0, all.Count / 2, all.Count - 1]) Assert.Equal(all[place], StudyAt(new EpochOrder(sizes, one.Window, one.Seed), sizes, place));
    });

    [Fact]
    public void A_window_holds_whole_buckets_and_the_next_one_follows_it() => Cases.Sample(one =>
    {
        var order = new EpochOrder(one.Sizes, one.Window, one.Seed);
        var (window, _) = order.Find(0);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(window.Buckets.Sum(bucket => one.Sizes[bucket]), window.Order.Count);
            var next = order.After(window);
            var after = (window.Epoch * order.Count) + window.Start + window.Order.Count;
            Assert.Equal((next.Epoch, next.Index), (order.Find(after).Window.Epoch, order.Find(after).Window.Index));
            window = next;
        }
    });

    [Fact]
    public void Epochs_and_seeds_differ()
    {
        int[] sizes = [.. Enumerable.Repeat(8, 16)];
        List<(int, int)> Epoch(int seed, int epoch)
        {
            var order = new EpochOrder(sizes, 32, seed);
            return [.. Enumerable.Range(0, 128).Select(place => StudyAt(order, sizes, (epoch * 128L) + place))];
        }

        Assert.NotEqual(Epoch(1, 0), Epoch(1, 1));
        Assert.NotEqual(Epoch(1, 0), Epoch(2, 0));
    }

    private static (int Bucket, int Study) StudyAt(EpochOrder order, int[] sizes, long position)
    {
        var (window, place) = order.Find(position);
        var at = window.Order[place];
        foreach (var bucket in window.Buckets)
        {
            if (at < sizes[bucket]) return (bucket, at);
            at -= sizes[bucket];
        }

        throw new InvalidOperationException("beyond the window");
    }
}
