using System.Net;
using VividMed.Dashboard.Samples;
using VividMed.Dashboard.Tests.Support;
using VividMed.Imaging.Png;
using VividMed.Shards;
using VividMed.Shards.Tests;
using VividMed.Storage.Stores;

namespace VividMed.Dashboard.Tests.Samples;

public sealed class SampleGalleryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_shown_before_the_commit_and_the_first_samples_after_it()
    {
        await using var run = await StandingRun.StartAsync();
        var gallery = new SampleGallery(run.Client);
        Assert.Null(await gallery.ListAsync(StandingRun.Name, Stop));

        await run.CommitAsync([.. Enumerable.Range(10, 30).Select(static number => TestSamples.Radiograph($"s{number}"))]);

        var cards = await gallery.ListAsync(StandingRun.Name, Stop);
        Assert.Equal(
            Enumerable.Range(10, 24).Select(static number => new SampleCard($"s{number}", "train", Phrases: 2, Grounded: 1)), cards);
        Assert.Null(await gallery.ListAsync("another run", Stop));
    }

    [Fact]
    public async Task A_picture_is_painted_of_what_is_shown_and_of_nothing_else()
    {
        await using var run = await StandingRun.StartAsync();
        await run.CommitAsync(TestSamples.Radiograph("s1"), TestSamples.Tomogram("s2"));
        var gallery = new SampleGallery(run.Client);
        foreach (var sample in (string[])["s1", "s2"])
        {
            using var png = new MemoryStream((await gallery.PaintAsync(StandingRun.Name, sample, Stop))!);
            Assert.True(PngCodec.ReadRgb(png) is { Width: > 0, Height: > 0 });
        }

        Assert.Null(await gallery.PaintAsync(StandingRun.Name, "s3", Stop));
        Assert.Null(await gallery.PaintAsync("another run", "s1", Stop));
    }

    [Fact]
    public async Task A_committed_version_is_read_once()
    {
        await using var run = await StandingRun.StartAsync();
        var manifest = await run.CommitAsync(TestSamples.Radiograph("s1"));
        var gallery = new SampleGallery(run.Client);
        var first = await gallery.ListAsync(StandingRun.Name, Stop);
        await run.Store.DeleteAsync(manifest.Buckets[0].Records!.Name);
        Assert.Equal(first, await gallery.ListAsync(StandingRun.Name, Stop));
    }

    [Fact]
    public async Task A_viewer_who_left_while_it_was_read_spoils_it_for_nobody()
    {
        await using var run = await StandingRun.StartAsync();
        await run.CommitAsync(TestSamples.Radiograph("s1"));
        var gallery = new SampleGallery(run.Client);
        using var left = new CancellationTokenSource();
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => gallery.ListAsync(StandingRun.Name, left.Token));
        Assert.Single((await gallery.ListAsync(StandingRun.Name, Stop))!);
    }

    [Fact]
    public async Task A_store_that_was_away_for_a_moment_is_read_when_it_is_back()
    {
        await using var run = await StandingRun.StartAsync();
        var manifest = await run.CommitAsync(TestSamples.Radiograph("s1"));
        var gallery = new SampleGallery(run.Client);
        var name = manifest.Buckets[0].Records!.Name;
        var shard = await run.Store.ReadAllAsync(name, cancellationToken: Stop);
        await run.Store.DeleteAsync(name, Stop);
        await Assert.ThrowsAsync<ShardException>(() => gallery.ListAsync(StandingRun.Name, Stop));
        await run.Store.TryCreateAsync(name, shard, Stop);
        Assert.Single((await gallery.ListAsync(StandingRun.Name, Stop))!);
    }

    [Fact]
    public async Task Pictures_come_over_http_under_the_names_of_the_links()
    {
        await using var run = await StandingRun.StartAsync();
        await run.CommitAsync(TestSamples.Radiograph("s1"));
        await using var server = await DashboardServer.StartAsync(
            new DashboardOptions(run.Client, static (_, _) => throw new NotSupportedException("No page was asked for.")), Stop);
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", server.EntryAddress.Query["?token=".Length..]);
        Assert.Equal("healthy", await http.GetStringAsync("/healthz", Stop));
        using var picture = await http.GetAsync("/runs/run/samples/s1.png", Stop);
        Assert.Equal("image/png", picture.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            await new SampleGallery(run.Client).PaintAsync(StandingRun.Name, "s1", Stop), await picture.Content.ReadAsByteArrayAsync(Stop));
        using var missing = await http.GetAsync("/runs/run/samples/s2.png", Stop);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }
}
