using Microsoft.Playwright;
using VividMed.TestKit;

namespace VividMed.EndToEnd.Tests;

/// <summary>What people do with runs in a real browser, over a served output.</summary>
public sealed class DashboardRunsTests
{
    private static ILocatorAssertions Expect(ILocator place) => Assertions.Expect(place);

    [Fact]
    public async Task A_run_is_planned_started_and_watched_and_its_broken_study_repaired_and_taken_up()
    {
        Assert.SkipUnless(Browser.Missing is null, Browser.Missing ?? "");
        using var folder = new TemporaryFolder();
        var root = await PhantomAsync(folder, studies: 6);
        var image = Directory.EnumerateFiles(root, "*.dcm", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        var whole = await File.ReadAllBytesAsync(image, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(image, whole[..2000], TestContext.Current.CancellationToken);
        // One of six is more than runs allow unless they are told otherwise.
        await using var serve = Vividmed.Start(new Dictionary<string, string> { ["VIVIDMED__MAXQUARANTINESHARE"] = "0.5" }, "serve", folder.Path("out"), "--port", "0");
        var address = await serve.LineAsync(static line => line.StartsWith("http://", StringComparison.Ordinal));
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync();

        await page.GotoAsync(address);
        await page.GetByRole(AriaRole.Link, new() { Name = "Start a run" }).ClickAsync();
        await Expect(page.Locator("#start")).ToBeDisabledAsync();
        await FillAsync(page, "#root", root);
        await FillAsync(page, "label:has-text('Name') input", "seen");
        await FillAsync(page, "label:has-text('Studies in a new shard') input", "3");
        await page.Locator("#plan").ClickAsync();
        await Expect(page.Locator("[data-plan=new]")).ToHaveTextAsync("6");
        await page.Locator("#start").ClickAsync();
        await page.Locator("#begun").ClickAsync();

        await Expect(page.Locator("#phase")).ToHaveTextAsync("finished");
        await Expect(page.Locator("[data-stage=written]")).ToHaveTextAsync("5");
        await Expect(page.Locator("#reasons")).ToContainTextAsync("1 ×");
        await DrillAsync(page);

        await page.Locator("#reasons a").ClickAsync();
        await Expect(page.Locator("#quarantine tbody tr")).ToHaveCountAsync(1);
        await File.WriteAllBytesAsync(image, whole, TestContext.Current.CancellationToken);
        await page.Locator("#quarantine input[type=checkbox]").CheckAsync();
        await page.Locator("#replay-chosen").ClickAsync();
        await page.Locator("[data-confirm]").ClickAsync();
        await page.Locator("#begun").ClickAsync();
        await Expect(page.Locator("#phase")).ToHaveTextAsync("finished");
        await Expect(page.Locator("[data-stage=written]")).ToHaveTextAsync("6");

        await page.GetByRole(AriaRole.Link, new() { Name = "Versions" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await Expect(page.Locator("#difference")).ToContainTextAsync("left-quarantine");
        Assert.Empty(browser.Elsewhere);
        Assert.Contains("\"act\":\"replay\"", await File.ReadAllTextAsync(folder.Path("out", "dashboard", "audit.jsonl"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_waits_is_paused_resumed_cancelled_and_forgotten_from_its_page()
    {
        Assert.SkipUnless(Browser.Missing is null, Browser.Missing ?? "");
        using var folder = new TemporaryFolder();
        var root = await PhantomAsync(folder, studies: 2);
        await using var serve = Vividmed.Start("serve", folder.Path("out"), "--port", "0");
        var address = await serve.LineAsync(static line => line.StartsWith("http://", StringComparison.Ordinal));
        await using var run = Vividmed.Start("run", "--dataset", "mimic-cxr", "--root", root, "--out", folder.Path("out"), "--run", "waits", "--await-review");
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync();
        await page.GotoAsync(address);
        await page.GetByRole(AriaRole.Link, new() { Name = "waits" }).ClickAsync();
        await Expect(page.Locator("#phase")).ToHaveTextAsync("awaiting-review");

        foreach (var (deed, words) in ((string, string)[])[("Pause", "is paused"), ("Resume", "goes on"), ("Cancel", "is cancelled"), ("Forget", "is forgotten")])
        {
            await page.Locator($"[data-deed={deed}]").ClickAsync();
            await page.Locator("[data-confirm]").ClickAsync();
            if (deed == "Forget") await Expect(page.Locator("main")).ToContainTextAsync("The hub knows no such run");
            else await Expect(page.Locator("[data-result]")).ToContainTextAsync(words);
        }
    }

    /// <summary>Fills a field once its page listens: what is typed before that is lost.</summary>
    private static async Task FillAsync(IPage page, string field, string text)
    {
        var place = page.Locator(field);
        await page.WaitForFunctionAsync("() => !!window.Blazor");
        await place.FillAsync(text);
        await Expect(place).ToHaveValueAsync(text);
    }

    /// <summary>From the run into a bucket, to what an activity was given, and back.</summary>
    private static async Task DrillAsync(IPage page)
    {
        await Expect(page.Locator(".gantt rect.bar.ok").First).ToBeVisibleAsync();
        await page.Locator("#buckets a").First.ClickAsync();
        await Expect(page.Locator("#history")).ToContainTextAsync("LocalizeStudies");
        await page.Locator("#history button").First.ClickAsync();
        await Expect(page.Locator("#history pre").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Where this is" }).GetByRole(AriaRole.Link, new() { Name = "seen" }).ClickAsync();
        await Expect(page.Locator("#phase")).ToBeVisibleAsync();
    }

    private static async Task<string> PhantomAsync(TemporaryFolder folder, int studies)
    {
        await Vividmed.SucceedAsync("phantom", "--out", folder.Path("phantom"), "--cxr", $"{studies}", "--ct", "0");
        return folder.Path("phantom", "mimic-cxr");
    }
}
