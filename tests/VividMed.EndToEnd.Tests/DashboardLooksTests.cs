using Microsoft.Playwright;
using VividMed.TestKit;

namespace VividMed.EndToEnd.Tests;

/// <summary>Every page, wide and narrow, light and dark: nobody is kept from using it, nothing is cut off.</summary>
public sealed class DashboardLooksTests
{
    /// <summary>Where pictures go, for people to look at; set to a folder to keep them.</summary>
    private static string? Pictures { get; } = Environment.GetEnvironmentVariable("VIVIDMED_SCREENSHOTS");

    [Fact]
    public async Task Every_page_can_be_used_by_everybody_at_every_size_in_every_light()
    {
        Assert.SkipUnless(Browser.Missing is null, Browser.Missing ?? "");
        using var folder = new TemporaryFolder();
        await PrepareAsync(folder);
        await using var serve = Vividmed.Start("serve", folder.Path("out"), "--port", "0");
        var address = await serve.LineAsync(static line => line.StartsWith("http://", StringComparison.Ordinal));
        await using var browser = await Browser.StartAsync();
        await PrepareOnPageAsync(browser, address, folder.Path("out"));
        List<string> faults = [];
        foreach (var width in (int[])[1280, 390])
        {
            var page = await browser.OpenAsync(width);
            await page.GotoAsync(new Uri(new Uri(address), "/").ToString());
            faults.AddRange(await LookAsync(page, "sign-in", width));
            await page.GotoAsync(address);
            await Assertions.Expect(page.Locator("#runs")).ToBeVisibleAsync();
            foreach (var (name, place) in await PlacesAsync(page, address))
            {
                await page.GotoAsync(new Uri(new Uri(address), place).ToString());
                await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
                await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
                faults.AddRange(await LookAsync(page, name, width));
            }

            await page.CloseAsync();
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Empty(browser.Elsewhere);
    }

    [Fact]
    public async Task What_somebody_chose_for_colors_holds_from_the_first_paint_on()
    {
        Assert.SkipUnless(Browser.Missing is null, Browser.Missing ?? "");
        using var folder = new TemporaryFolder();
        await using var serve = Vividmed.Start("serve", folder.Path("out"), "--port", "0");
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync();
        await page.GotoAsync(await serve.LineAsync(static line => line.StartsWith("http://", StringComparison.Ordinal)));
        var light = await GroundAsync(page);

        await page.Locator("#colors").SelectOptionAsync("dark");
        var dark = await GroundAsync(page);
        await page.ReloadAsync();

        Assert.NotEqual(light, dark);
        Assert.Equal(dark, await GroundAsync(page));
    }

    private static Task<string> GroundAsync(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

    /// <summary>What is wrong with a page in light and in dark, a line each.</summary>
    private static async Task<IReadOnlyList<string>> LookAsync(IPage page, string name, int width)
    {
        List<string> faults = [];
        foreach (var colors in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            var where = $"{name} at {width}, {colors.ToString().ToLowerInvariant()}";
            await page.EmulateMediaAsync(new() { ColorScheme = colors });
            if (Pictures is not null) await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-{width}-{colors.ToString().ToLowerInvariant()}.png"), FullPage = true });
            faults.AddRange((await Browser.ViolationsAsync(page)).Select(violation => $"{where}: {violation}"));
        }

        if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth") is > 0 and var over) faults.Add($"{name} at {width}: {over} pixels too wide");
        if (await page.TitleAsync() is "" or "VividMed") faults.Add($"{name} has no title of its own");
        if (await page.Locator("main img").EvaluateAllAsync<int>("images => images.filter(image => image.complete && image.naturalWidth === 0).length") is > 0 and var empty) faults.Add($"{name} at {width}: {empty} pictures are empty");
        return faults;
    }

    /// <summary>
    /// A version with a study in quarantine, one with it repaired, so that no page is without what it is for.
    /// </summary>
    private static async Task PrepareAsync(TemporaryFolder folder)
    {
        var stop = TestContext.Current.CancellationToken;
        await Vividmed.SucceedAsync("phantom", "--out", folder.Path("phantom"), "--cxr", "6", "--ct", "0");
        var image = Directory.EnumerateFiles(folder.Path("phantom"), "*.dcm", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        var whole = await File.ReadAllBytesAsync(image, stop);
        await File.WriteAllBytesAsync(image, whole[..2000], stop);
        string[] run = ["run", "--dataset", "mimic-cxr", "--root", folder.Path("phantom", "mimic-cxr"), "--out", folder.Path("out"), "--partition-size", "3"];
        await Vividmed.RunAsync([.. run, "--run", "seen", "--commit-anyway"]);
        await File.WriteAllBytesAsync(image, whole, stop);
        await Vividmed.SucceedAsync([.. run, "--run", "repaired"]);
        await File.WriteAllBytesAsync(image, whole[..2000], stop);
    }

    /// <summary>Draws a review, and leaves what trainings do.</summary>
    private static async Task PrepareOnPageAsync(Browser browser, string address, string output)
    {
        var page = await browser.OpenAsync();
        await page.GotoAsync(address);
        await page.GotoAsync(new Uri(new Uri(address), "/runs/repaired/review").ToString());
        await Assertions.Expect(page.Locator("#review-draw")).ToBeEnabledAsync();
        await page.Locator("#review-draw").ClickAsync();
        await Assertions.Expect(page.Locator("#review-as")).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(new Uri(address), "/runs/repaired/samples?grade=A").ToString());
        var sample = await page.Locator(".samples .sample a strong").First.InnerTextAsync();
        await ModelFiles.WriteAsync(output, new
        {
            dataset = "mimic-cxr",
            sample,
            image = 0,
            text = "Opacity in the left lung. No effusion.",
            phrases = new[] { new { start = 0, end = 24, boxes = new[] { new[] { 40.0, 60, 0, 200, 260, 1 } } } },
        });
        await page.CloseAsync();
    }

    private static async Task<IReadOnlyList<(string Name, string Place)>> PlacesAsync(IPage page, string address)
    {
        await page.GotoAsync(new Uri(new Uri(address), "/runs/seen").ToString());
        var bucket = await page.Locator("#buckets a").First.GetAttributeAsync("href");
        return
        [
            ("runs", "/"), ("no-runs", "/?status=failed"), ("run", "/runs/seen"), ("history", "/runs/seen?view=history"), ("input", "/runs/seen?view=input"), ("bucket", bucket!),
            ("unknown-run", "/runs/nobody"), ("start", "/start"), ("system", "/system"),
            ("datasets", "/datasets"), ("versions", "/datasets/versions"), ("difference", "/datasets/versions?from=1&to=2"), ("no-quarantine", "/quarantine"),
            ("quarantine", "/quarantine?run=seen"), ("quarantined-study", await FirstAsync("/quarantine?run=seen", "#quarantine td a")),
            ("choose", "/samples"), ("samples", "/runs/repaired/samples"), ("no-samples", "/runs/repaired/samples?id=nobody"), ("sample", await FirstAsync("/runs/repaired/samples?grade=A", ".samples .sample a")),
            ("review", "/runs/repaired/review"), ("reviewing", "/runs/repaired/review?as=ann"), ("training", "/runs/repaired/training"), ("model", "/runs/repaired/training/mini"),
        ];

        async Task<string> FirstAsync(string list, string link)
        {
            await page.GotoAsync(new Uri(new Uri(address), list).ToString());
            return (await page.Locator(link).First.GetAttributeAsync("href"))!;
        }
    }
}
