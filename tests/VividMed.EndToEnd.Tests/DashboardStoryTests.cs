using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using VividMed.TestKit;

namespace VividMed.EndToEnd.Tests;

/// <summary>What the page is for, from the first form to a model that learns, in one browser: every step is the next one's ground.</summary>
public sealed class DashboardStoryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_the_form_over_a_broken_study_and_a_review_to_a_curve_that_moves()
    {
        Assert.SkipUnless(Browser.Missing is null, Browser.Missing ?? "");
        using var folder = new TemporaryFolder();
        await Vividmed.SucceedAsync("phantom", "--out", folder.Path("phantom"), "--cxr", "12", "--ct", "0", "--seed", "4");
        var root = folder.Path("phantom", "mimic-cxr");
        // A study of one image: what has another one left is no case for quarantine.
        var image = Directory.EnumerateFiles(root, "*.dcm", SearchOption.AllDirectories).GroupBy(Path.GetDirectoryName).Where(static study => study.Count() == 1)
            .Select(static study => study.Single()).Order(StringComparer.Ordinal).First();
        var whole = await File.ReadAllBytesAsync(image, Stop);
        await File.WriteAllBytesAsync(image, whole[..2000], Stop);
        await using var serve = Vividmed.Start(new Dictionary<string, string> { ["VIVIDMED__MAXQUARANTINESHARE"] = "0.5" }, "serve", folder.Path("out"), "--port", "0");
        var address = await serve.LineAsync(static line => line.StartsWith("http://", StringComparison.Ordinal));
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync();
        await page.GotoAsync(address);

        var studies = await StartAsync(page, root, "first");
        await FinishAsync(page, written: studies - 1);
        await Assertions.Expect(page.Locator("#reasons")).ToContainTextAsync("1 ×");

        await page.Locator("#reasons a").First.ClickAsync();
        await Assertions.Expect(page.Locator("#quarantine tbody tr")).ToHaveCountAsync(1);
        await LookAtSourceAsync(page, async () => await File.WriteAllBytesAsync(image, whole, Stop));
        await page.Locator("#quarantine input[type=checkbox]").CheckAsync();
        await page.Locator("#replay-chosen").ClickAsync();
        await page.Locator("[data-confirm]").ClickAsync();
        await page.Locator("#begun").ClickAsync();
        await FinishAsync(page, written: studies);

        await page.Locator("#samples-link").ClickAsync();
        await LightAsync(page);

        await page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Link, new() { Name = "Runs" }).ClickAsync();
        await StartAsync(page, root, "taught", review: true);
        await Assertions.Expect(page.Locator("#phase")).ToHaveTextAsync("awaiting-review");
        await ReviewAsync(page);

        await page.Locator("#review-approve").ClickAsync();
        await page.Locator("#review-confirm").ClickAsync();
        await Assertions.Expect(page.Locator("#review-answered")).ToBeVisibleAsync();
        await WatchCurveAsync(page, address);

        await CompareAsync(page);
        Assert.Empty(browser.Elsewhere);
    }

    /// <summary>Fills in the form, plans, and follows the run that it starts; how many studies are new to it.</summary>
    private static async Task<int> StartAsync(IPage page, string root, string name, bool review = false)
    {
        // The list is drawn anew when it begins to listen; a click on what is just taken away goes nowhere.
        await Assertions.Expect(page.GetByRole(AriaRole.Searchbox, new() { Name = "Name holds" })).ToBeEnabledAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Start a run" }).ClickAsync();
        await Assertions.Expect(page.Locator("#root")).ToBeEnabledAsync();
        await page.Locator("#root").FillAsync(root);
        await page.Locator("label:has-text('Name') input").FillAsync(name);
        if (review)
        {
            await page.GetByLabel("Wait for a review before training").CheckAsync();
            await page.GetByLabel("Train on the version").CheckAsync();
        }

        await page.Locator("#plan").ClickAsync();
        await Assertions.Expect(page.Locator("#planned")).ToBeVisibleAsync();
        var studies = int.Parse(await page.Locator("[data-plan=new]").InnerTextAsync(), CultureInfo.InvariantCulture);
        await page.Locator("#start").ClickAsync();
        await page.Locator("#begun").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(name);
        return studies;
    }

    private static async Task FinishAsync(IPage page, int written)
    {
        await Assertions.Expect(page.Locator("#phase")).ToHaveTextAsync("finished");
        await Assertions.Expect(page.Locator("[data-stage=written]")).ToHaveTextAsync($"{written}");
    }

    /// <summary>Sees what is left of the study before its repair, and all of it after; then goes back to the list.</summary>
    private static async Task LookAtSourceAsync(IPage page, Func<Task> repairAsync)
    {
        await page.Locator("#quarantine td a").ClickAsync();
        await Assertions.Expect(page.Locator("#why")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#report")).ToContainTextAsync("FINDINGS");
        await Assertions.Expect(page.Locator("[data-unreadable]").First).ToBeVisibleAsync();
        await repairAsync();
        await page.ReloadAsync();
        Assert.True(await page.Locator(".source-image img").First.EvaluateAsync<bool>("image => image.decode().then(() => image.naturalWidth > 50)"));
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Where this is" }).GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page.Locator("#quarantine tbody tr")).ToHaveCountAsync(1);
    }

    /// <summary>Points at a phrase of a sample, and sees the region that it speaks of light up.</summary>
    private static async Task LightAsync(IPage page)
    {
        await page.Locator("select[name=grade]").SelectOptionAsync("A");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(Matching("grade=A"));
        await StudyPages.OpenFirstSampleAsync(page);
        var phrase = page.Locator(".phrase.grounded").First;
        await phrase.HoverAsync();
        var number = (await phrase.GetAttributeAsync("data-regions"))!.Split(' ')[0];
        await Assertions.Expect(page.Locator($".overlays g[data-region='{number}']").First).ToHaveClassAsync(Matching("\\blit\\b"));
    }

    /// <summary>Draws a sample of the version and judges ten of its items, all by keys.</summary>
    private static async Task ReviewAsync(IPage page)
    {
        await page.Locator("main").GetByRole(AriaRole.Link, new() { Name = "Review", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#review-draw")).ToBeEnabledAsync();
        await page.Locator("#review-size").FillAsync("12");
        await page.Locator("#review-gold").FillAsync("1");
        await page.Locator("#review-draw").ClickAsync();
        await page.Locator("#review-as").FillAsync("ann");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/review?*", new() { WaitUntil = WaitUntilState.Load });
        await Assertions.Expect(page.Locator("[data-verdict=accept]")).ToBeEnabledAsync();
        for (var answered = 1; answered <= 10; answered++)
        {
            await page.Keyboard.PressAsync("1");
            await Assertions.Expect(page.Locator("#review-progress")).ToContainTextAsync($", {answered} answered");
        }
    }

    /// <summary>Sees the first stage's curve begin, and grow by itself.</summary>
    private static async Task WatchCurveAsync(IPage page, string address)
    {
        await page.GotoAsync(new Uri(new Uri(address), "/runs/taught/training").ToString());
        var curve = page.Locator(".loss-chart polyline").First;
        await Assertions.Expect(curve).ToHaveAttributeAsync("points", Matching("^(?:[0-9.]+,[0-9.]+ ){9,}"), new() { Timeout = 300_000 });
        var before = (await curve.GetAttributeAsync("points"))!;
        await Assertions.Expect(curve).Not.ToHaveAttributeAsync("points", before, new() { Timeout = 300_000 });
    }

    private static async Task CompareAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Link, new() { Name = "Datasets" }).ClickAsync();
        await page.Locator("#datasets a").First.ClickAsync();
        await page.Locator("select[name=from]").SelectOptionAsync("1");
        await page.Locator("select[name=to]").SelectOptionAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await Assertions.Expect(page.Locator("#difference")).ToContainTextAsync("left-quarantine");
    }

    private static Regex Matching(string pattern) => new(pattern, RegexOptions.None, TimeSpan.FromSeconds(5));
}
