using Microsoft.Playwright;
using VividMed.TestKit;

namespace VividMed.EndToEnd.Tests;

/// <summary>A run of radiographs and one of CT, each with its dashboard, and a browser: made once for all tests of their pages.</summary>
public sealed class StudyPages : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private readonly TemporaryFolder _folder = new();
    private readonly List<Vividmed> _dashboards = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static bool CanRun => File.Exists(Chromium);

    /// <summary>Where a person who wants to look at the pages asks for their pictures; null takes none.</summary>
    private static string? Screenshots => Environment.GetEnvironmentVariable("VIVIDMED_SCREENSHOTS");

    public string Radiographs => _folder.Path("cxr");

    public async ValueTask InitializeAsync()
    {
        if (!CanRun) return;
        await Vividmed.SucceedAsync("phantom", "--out", _folder.Path("phantom"), "--cxr", "12", "--ct", "1", "--seed", "4");
        await Vividmed.SucceedAsync("run", "--dataset", "mimic-cxr", "--root", _folder.Path("phantom", "mimic-cxr"), "--out", Radiographs, "--run", "seen");
        await Vividmed.SucceedAsync("run", "--dataset", "ct-rate", "--root", _folder.Path("phantom", "ct-rate"), "--out", _folder.Path("ct"), "--run", "cut");
        // Pictures are made when they are asked for, and tests share their processors with others.
        Assertions.SetDefaultExpectTimeout(60_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
    }

    /// <summary>A page of the dashboard over an output, past its token.</summary>
    /// <param name="output"><c>cxr</c> or <c>ct</c>.</param>
    public async Task<IPage> OpenAsync(string output, string path)
    {
        Assert.SkipUnless(CanRun, "needs Debian's chromium");
        var dashboard = Vividmed.Start("dashboard", "--state", _folder.Path(output), "--port", "0");
        _dashboards.Add(dashboard);
        var address = await dashboard.LineAsync(static line => line.StartsWith("http://", StringComparison.Ordinal));
        var page = await _browser!.NewPageAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        await page.GotoAsync(address);
        await page.GotoAsync(new Uri(new Uri(address), path).ToString());
        return page;
    }

    /// <summary>Follows the list's first sample, and waits until its page listens: words are there before the script that reads keys.</summary>
    public static async Task OpenFirstSampleAsync(IPage page)
    {
        await page.Locator(".samples .sample a").First.ClickAsync();
        await page.WaitForURLAsync("**/samples/*", new() { WaitUntil = WaitUntilState.Load });
    }

    /// <summary>The page at both widths and in both colors, for whoever asks for pictures.</summary>
    public static async Task PictureAsync(IPage page, string name)
    {
        if (Screenshots is not { } folder) return;
        foreach (var width in (int[])[1280, 390])
        {
            await page.SetViewportSizeAsync(width, 900);
            foreach (var colors in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await page.EmulateMediaAsync(new() { ColorScheme = colors });
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}-{colors.ToString().ToLowerInvariant()}.png"), FullPage = true });
            }
        }

        await page.SetViewportSizeAsync(1280, 900);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        foreach (var dashboard in _dashboards) await dashboard.DisposeAsync();
        _folder.Dispose();
    }
}
