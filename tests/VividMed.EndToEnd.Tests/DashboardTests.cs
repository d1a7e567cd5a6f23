using Microsoft.Playwright;
using VividMed.TestKit;

namespace VividMed.EndToEnd.Tests;

/// <summary>The dashboard in a real browser over a real run.</summary>
public sealed class DashboardTests
{
    private const string Chromium = "/usr/bin/chromium";

    [Fact]
    public async Task A_person_finds_the_run_its_stages_its_history_and_its_samples()
    {
        Assert.SkipUnless(File.Exists(Chromium), "needs Debian's chromium");
        using var folder = new TemporaryFolder();
        await Vividmed.SucceedAsync("phantom", "--out", folder.Path("phantom"), "--cxr", "4", "--ct", "0");
        await Vividmed.SucceedAsync("run", "--dataset", "mimic-cxr", "--root", folder.Path("phantom", "mimic-cxr"), "--out", folder.Path("out"), "--run", "seen");
        await using var dashboard = Vividmed.Start("dashboard", "--state", folder.Path("out"), "--port", "0");
        var address = await dashboard.LineAsync(line => line.StartsWith("http://", StringComparison.Ordinal));

        // Pictures are painted when they are asked for, and tests share their processors with others.
        Assertions.SetDefaultExpectTimeout(60_000);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        var page = await browser.NewPageAsync();
        var elsewhere = new List<string>();
        page.Request += (_, request) => { if (new Uri(request.Url) is { Scheme: "http", Host: not "127.0.0.1" } uri) elsewhere.Add(uri.Host); };

        await page.GotoAsync(address);
        await page.GetByRole(AriaRole.Link, new() { Name = "seen" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-stage=written]")).ToHaveTextAsync("4");
        await page.GetByRole(AriaRole.Link, new() { Name = "History" }).ClickAsync();
        await Assertions.Expect(page.Locator("#history")).ToContainTextAsync("PlanDataset");
        await page.Locator("#samples-link").ClickAsync();
        var first = page.Locator(".sample img").First;
        await Assertions.Expect(first).ToBeVisibleAsync();
        Assert.True(await first.EvaluateAsync<bool>("image => image.decode().then(() => image.naturalWidth > 100)"));
        Assert.Empty(elsewhere);
    }
}
