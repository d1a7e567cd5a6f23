using Microsoft.DurableTask;

namespace VividMed.DurableTask.AzureManaged.Tests;

public sealed class AccessTokenCacheTests
{
    [Fact]
    public async Task A_token_is_kept_until_five_minutes_before_its_end()
    {
        var clock = new MovableClock();
        var credential = new FakeCredential(clock, TimeSpan.FromMinutes(60));
        using var cache = new AccessTokenCache(credential, "scope", clock);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => cache.GetAsync(TestContext.Current.CancellationToken).AsTask()));
        clock.Now += TimeSpan.FromMinutes(54);
        Assert.Equal("1", await cache.GetAsync(TestContext.Current.CancellationToken));
        clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal("2", await cache.GetAsync(TestContext.Current.CancellationToken));

        Assert.Equal(2, credential.Issued);
    }
}
