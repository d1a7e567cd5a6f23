using System.Text.RegularExpressions;
using VividMed.Shards.Archives;
using VividMed.Shards.Pictures;

namespace VividMed.Shards.Tests.Pictures;

public sealed partial class SamplePageTests
{
    [Fact]
    public async Task A_page_shows_pictures_marked_text_and_reasons_and_asks_nobody()
    {
        var page = await RenderAsync(TestSamples.Radiograph("s1"));

        Assert.Contains("data:image/png;base64,", page, StringComparison.Ordinal);
        Assert.Contains("pleural effusion", page, StringComparison.Ordinal);
        Assert.Contains("absent", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_report_stands_on_the_page_letter_by_letter_and_its_markup_is_escaped()
    {
        var sample = TestSamples.Radiograph("s1");
        var shifted = sample with { Report = sample.Report with { Text = sample.Report.Text + " <b>&</b>" } };

        var text = Tag().Replace(Body().Match(await RenderAsync(shifted)).Groups["text"].Value, "");

        Assert.Equal(shifted.Report.Text, System.Net.WebUtility.HtmlDecode(text));
    }

    private static async Task<string> RenderAsync(Grounding.Sample sample)
    {
        await using var page = new StringWriter();
        var images = sample.Images.ToDictionary(static image => image.Member, static _ => TestSamples.Png);
        await SamplePage.WriteAsync(page, new[] { new StoredSample(sample, images) }.ToAsyncEnumerable(), TestContext.Current.CancellationToken);
        return page.ToString();
    }

    [GeneratedRegex("<div class=text>(?<text>.*?)</div>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Body();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();
}
