using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace VividMed.EndToEnd.Tests;

/// <summary>Samples, their review and the training on them in a real browser over real runs.</summary>
public sealed class StudyPagesTests(StudyPages pages) : IClassFixture<StudyPages>
{
    [Fact]
    public async Task Samples_are_found_by_what_is_asked_of_them_and_their_address_says_so()
    {
        var page = await pages.OpenAsync("cxr", "/runs/seen/samples");
        await Assertions.Expect(page.Locator("#sample-count")).ToContainTextAsync("samples of version 1");
        Assert.True(await page.Locator(".thumb img").First.EvaluateAsync<bool>("image => image.decode().then(() => image.naturalWidth > 50)"));
        await StudyPages.PictureAsync(page, "samples");

        var all = await page.Locator(".samples .sample").CountAsync();
        await page.Locator("select[name=target]").SelectOptionAsync("pleural effusion");
        await page.Locator("select[name=grade]").SelectOptionAsync("A");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();

        await Assertions.Expect(page).ToHaveURLAsync(Matching("target=pleural(?:%20|\\+)effusion"));
        var found = await page.Locator(".samples .sample").CountAsync();
        Assert.InRange(found, 1, all - 1);
        await StudyPages.OpenFirstSampleAsync(page);
        await Assertions.Expect(page.Locator("nav[aria-label=Samples]")).ToContainTextAsync($"1 of {found}");
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(page.Locator("nav[aria-label=Samples]")).ToContainTextAsync(found == 1 ? "1 of 1" : $"2 of {found}");
    }

    [Fact]
    public async Task Pointing_at_a_phrase_lights_its_regions_and_the_other_way_round_and_a_held_key_hides_them()
    {
        var page = await pages.OpenAsync("cxr", "/runs/seen/samples?grade=A");
        await StudyPages.OpenFirstSampleAsync(page);
        var phrase = page.Locator(".phrase.grounded").First;
        var number = (await phrase.GetAttributeAsync("data-regions"))!.Split(' ')[0];
        var region = page.Locator($".overlays g[data-region='{number}']").First;
        await StudyPages.PictureAsync(page, "sample");

        await phrase.HoverAsync();
        await Assertions.Expect(region).ToHaveClassAsync(Matching("\\blit\\b"));
        await page.Locator("h1").HoverAsync();
        await Assertions.Expect(region).Not.ToHaveClassAsync(Matching("\\blit\\b"));
        await phrase.FocusAsync();
        await Assertions.Expect(region).ToHaveClassAsync(Matching("\\blit\\b"));
        await page.Locator($".region[data-region='{number}']").HoverAsync();
        await Assertions.Expect(phrase).ToHaveClassAsync(Matching("\\blit\\b"));

        await page.Keyboard.DownAsync("h");
        await Assertions.Expect(region).ToBeHiddenAsync();
        await page.Keyboard.UpAsync("h");
        await Assertions.Expect(region).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_slider_goes_through_a_volume_and_a_window_changes_its_shades()
    {
        var page = await pages.OpenAsync("ct", "/runs/cut/samples");
        await StudyPages.OpenFirstSampleAsync(page);
        foreach (var plane in (string[])["axial", "coronal", "sagittal"])
        {
            Assert.True(await page.Locator($"[data-plane={plane}] img").EvaluateAsync<bool>("image => image.decode().then(() => image.naturalWidth > 10)"));
        }

        await StudyPages.PictureAsync(page, "volume");
        var image = page.Locator("[data-plane=axial] img");
        var before = await PixelsAsync(image);
        await page.Locator("[data-plane=axial] [data-slider]").FocusAsync();
        for (var step = 0; step < 3; step++) await page.Keyboard.PressAsync("ArrowRight");

        var slice = await page.Locator("[data-plane=axial]").GetAttributeAsync("data-slice");
        await Assertions.Expect(image).ToHaveAttributeAsync("src", Matching($"/axial/{slice}\\.png"));
        var moved = await PixelsAsync(image);
        Assert.NotEqual(before, moved);
        await page.GetByLabel("Bone").CheckAsync();
        await Assertions.Expect(image).ToHaveAttributeAsync("src", Matching("window=bone"));
        Assert.NotEqual(moved, await PixelsAsync(image));
        Assert.Empty(await Browser.ViolationsAsync(page));
    }

    [Fact]
    public async Task Ten_items_are_reviewed_by_keyboard_and_the_interval_narrows()
    {
        var page = await pages.OpenAsync("cxr", "/runs/seen/review");
        var begin = page.Locator("#review-draw:enabled, #review-as:enabled");
        await Assertions.Expect(begin.First).ToBeVisibleAsync();
        if (await page.Locator("#review-draw").IsVisibleAsync()) await DrawAsync(page, size: 30, planted: 3);
        await page.Locator("#review-as").FillAsync("ann");
        await page.Keyboard.PressAsync("Enter");
        var progress = page.Locator("#review-progress");
        await Assertions.Expect(page.Locator("[data-verdict=accept]")).ToBeEnabledAsync();
        for (var answered = 1; answered <= 10; answered++)
        {
            await page.Keyboard.PressAsync(answered % 4 == 0 ? "4" : "1");
            await Assertions.Expect(progress).ToContainTextAsync($", {answered} answered");
        }

        await Assertions.Expect(page.Locator("#review-figures")).ToContainTextAsync("%");
        await StudyPages.PictureAsync(page, "review");
        await page.Keyboard.PressAsync("u");
        await Assertions.Expect(progress).ToContainTextAsync(", 9 answered");
        await page.ReloadAsync();
        await Assertions.Expect(progress).ToContainTextAsync(", 9 answered");

        await Assertions.Expect(page.Locator("#review-hand-in")).ToBeEnabledAsync();
        await page.Locator("#review-hand-in").ClickAsync();
        await page.Locator("#review-hand-in-yes").ClickAsync();
        await Assertions.Expect(page.Locator("#review-reviewers")).ToContainTextAsync("ann");
        await StudyPages.PictureAsync(page, "review-results");
        var submission = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(pages.Radiographs, "reviews", "000001.json"), TestContext.Current.CancellationToken))!;
        Assert.Equal(9, submission["verdicts"]!.AsArray().Count + submission["gold"]!.AsArray().Count);
        await GoOnFromVersionAsync(page);
    }

    [Fact]
    public async Task A_drawn_box_goes_with_the_verdict()
    {
        var page = await pages.OpenAsync("cxr", "/runs/seen/review?as=bob");
        // The other test of reviews may have drawn the sheet already: whoever comes first does.
        await Assertions.Expect(page.Locator("#review-draw:enabled, [data-verdict=accept]:enabled").First).ToBeVisibleAsync();
        if (await page.Locator("#review-draw").IsVisibleAsync()) await page.Locator("#review-draw").ClickAsync();
        await Assertions.Expect(page.Locator("[data-verdict=accept]")).ToBeEnabledAsync();
        await page.Keyboard.PressAsync("d");
        await Assertions.Expect(page.Locator(".drawing")).ToBeVisibleAsync();
        var frame = (await page.Locator(".frame").First.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(frame.X + (frame.Width * 0.25f), frame.Y + (frame.Height * 0.25f));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(frame.X + (frame.Width * 0.5f), frame.Y + (frame.Height * 0.5f));
        await page.Mouse.UpAsync();

        await Assertions.Expect(page.Locator("#review-box")).ToHaveValueAsync(Matching("^[0-9.]+ [0-9.]+ [0-9.]+ [0-9.]+$"));
    }

    [Fact]
    public async Task Curves_of_a_training_are_drawn_and_its_figures_told()
    {
        await ModelFiles.WriteAsync(pages.Radiographs);
        var page = await pages.OpenAsync("cxr", "/runs/seen/training");

        await Assertions.Expect(page.Locator("#models")).ToContainTextAsync("mini");
        await Assertions.Expect(page.Locator(".loss-chart polyline")).ToHaveCountAsync(3);
        Assert.Equal(40, (await page.Locator(".loss-chart polyline").First.GetAttributeAsync("points"))!.Split(' ').Length);
        await Assertions.Expect(page.Locator("#evaluation")).ToContainTextAsync("0.25");
        await StudyPages.PictureAsync(page, "training");

        var running = page.Locator(".loss-chart").Nth(1).Locator("polyline");
        await ModelFiles.WriteAsync(pages.Radiographs, "mini/stage2/curve.json", new { stage = 2, steps = 80, curve = ModelFiles.Losses(30) });
        await Assertions.Expect(running).ToHaveAttributeAsync("points", Matching("^(?:[0-9.,]+ ){29}[0-9.,]+$"));
    }

    private static async Task DrawAsync(IPage page, int size, int planted)
    {
        await page.Locator("#review-size").FillAsync($"{size}");
        await page.Locator("#review-gold").FillAsync($"{planted}");
        await page.Locator("#review-draw").ClickAsync();
    }

    /// <summary>Sees what the review says of the version, takes the command that hands the version over, and opens the form that trains on it.</summary>
    private static async Task GoOnFromVersionAsync(IPage page)
    {
        await page.GotoAsync(new Uri(new Uri(page.Url), "/datasets/versions").ToString());
        await Assertions.Expect(page.Locator("#versions .reviewed")).ToContainTextAsync(Matching("[0-9]+ % \\([0-9]+ % to [0-9]+ %\\)"));
        await page.Locator("#export-family").SelectOptionAsync("coco");
        await Assertions.Expect(page.Locator("#export-command")).ToHaveTextAsync(Matching("^vividmed shards export --to coco --shards \\S+ --version 1 --out coco-v1$"));
        await Assertions.Expect(page).ToHaveURLAsync(Matching("family=coco"));
        foreach (var width in (int[])[390, 1280])
        {
            await page.SetViewportSizeAsync(width, 900);
            Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth") <= 0);
            Assert.Empty(await Browser.ViolationsAsync(page));
        }

        await StudyPages.PictureAsync(page, "versions-reviewed");
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.Locator("[data-copy=export-command]").ClickAsync();
        await Assertions.Expect(page.Locator("#export-command-copied")).ToHaveTextAsync("Copied.");
        Assert.Equal(await page.Locator("#export-command").InnerTextAsync(), await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Train on version 1" }).ClickAsync();
        await Assertions.Expect(page.Locator("#start-training")).ToBeInViewportAsync();
        await Assertions.Expect(page.Locator("#start-training input").First).ToHaveValueAsync("1");
    }

    private static Task<string> PixelsAsync(ILocator image) => image.EvaluateAsync<string>(
        """
        async image => {
            await image.decode();
            const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
            const context = canvas.getContext('2d');
            context.drawImage(image, 0, 0);
            const digest = await crypto.subtle.digest('SHA-256', context.getImageData(0, 0, canvas.width, canvas.height).data);
            return [...new Uint8Array(digest)].join(' ');
        }
        """);

    private static Regex Matching(string pattern) => new(pattern, RegexOptions.None, TimeSpan.FromSeconds(5));
}
