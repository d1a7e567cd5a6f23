using System.Text.Json;
using Microsoft.Playwright;
using VividMed.TestKit;

namespace VividMed.EndToEnd.Tests;

/// <summary>Debian's Chromium, which remembers every host that a page asked for something.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<string> _elsewhere = [];

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Why no browser can be had; null where one can.</summary>
    public static string? Missing { get; } = File.Exists(Chromium) ? null : "needs Debian's chromium";

    /// <summary>Hosts other than this machine that pages asked.</summary>
    public IReadOnlyList<string> Elsewhere => _elsewhere;

    private static string Axe { get; } = Repository.Path("tests", "peers", "node_modules", "axe-core", "axe.min.js");

    public static async Task<Browser> StartAsync()
    {
        // Tests share their processors with others.
        Assertions.SetDefaultExpectTimeout(60_000);
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-dev-shm-usage"] }));
    }

    /// <param name="height">Screenshots show the whole page, however long.</param>
    public async Task<IPage> OpenAsync(int width = 1280, int height = 800, bool dark = false)
    {
        var page = await _browser.NewPageAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
        });
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" or "ws" or "wss", Host: not ("127.0.0.1" or "localhost") } uri) _elsewhere.Add(uri.Host);
        };
        return page;
    }

    /// <summary>What axe finds that keeps somebody from using the page: moderate, serious and critical violations, a line each.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        Assert.SkipUnless(File.Exists(Axe), "needs axe-core: npm ci in tests/peers");
        await page.EvaluateAsync(await File.ReadAllTextAsync(Axe, TestContext.Current.CancellationToken));
        var result = await page.EvaluateAsync<JsonElement>("axe.run(document, { resultTypes: ['violations'] })");
        return
        [
            .. result.GetProperty("violations").EnumerateArray()
                .Where(static violation => violation.GetProperty("impact").GetString() is "moderate" or "serious" or "critical")
                .Select(static violation => $"{violation.GetProperty("id").GetString()} at {string.Join(" | ", violation.GetProperty("nodes").EnumerateArray().Take(3).Select(static node => node.GetProperty("html").GetString()))}"),
        ];
    }

    /// <summary>A test that failed shows with this what its pages said.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var page in _browser.Contexts.SelectMany(static context => context.Pages))
            TestContext.Current.TestOutputHelper?.WriteLine($"{page.Url}\n{await WordsAsync(page)}");
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static async Task<string> WordsAsync(IPage page)
    {
        try
        {
            return await page.EvaluateAsync<string>("document.body.innerText.slice(0, 4000)");
        }
        catch (PlaywrightException failure)
        {
            // What a page that is gone cannot say must not hide why its test failed.
            return failure.Message;
        }
    }
}
