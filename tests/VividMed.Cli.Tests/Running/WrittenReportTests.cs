using System.Text.Json;
using VividMed.Cli.Images;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Reports;
using VividMed.Reports.Wordings;
using VividMed.Taxonomy;
using VividMed.TestKit;
using VividMed.Training.VisionLanguage.Decoding;

namespace VividMed.Cli.Tests.Running;

public sealed class WrittenReportTests
{
    private static readonly ReadImage Image = new("chest.png", new GrayImage(64, 48, new byte[64 * 48]), null, Modality.Cxr);

    private static readonly GeneratedReport Report = new(
        "The heart is normal. There is a left pleural effusion.",
        [
            new GeneratedPhrase(4, 9, "heart", [new ScoredBox(Box.Flat(20, 20, 40, 40), 0.9)], Filled()),
            new GeneratedPhrase(32, 53, "left pleural effusion", [], null),
        ],
        IsWhole: true);

    [Fact]
    public void The_text_numbers_its_phrases_and_says_where_each_lies() => Assert.Equal(
        """
        The [heart](1) is normal. There is a [left pleural effusion](2).

        1  heart: box 20 20 40 40, score 0.90
        2  left pleural effusion: no place found
        Written by a model, for research. Not a diagnosis.

        """.ReplaceLineEndings("\n"),
        Written().ToText());

    [Fact]
    public void The_record_says_what_each_phrase_speaks_of_and_where_it_lies()
    {
        using var record = JsonDocument.Parse(JsonOutput.Line(Written().ToRecord(openingCorrection: 0.5)));
        var (heart, effusion) = (record.RootElement.GetProperty("phrases")[0], record.RootElement.GetProperty("phrases")[1]);

        Assert.Equal("CXR", record.RootElement.GetProperty("modality").GetString());
        Assert.Equal("run-1", record.RootElement.GetProperty("model").GetString());
        Assert.Equal(("heart", "anatomy"), (heart.GetProperty("target").GetString(), heart.GetProperty("kind").GetString()));
        Assert.Equal([20, 20, 40, 40], heart.GetProperty("boxes")[0].GetProperty("box").EnumerateArray().Select(static number => number.GetInt32()));
        Assert.Equal(64 * 48, heart.GetProperty("mask").GetProperty("counts").EnumerateArray().Sum(static count => count.GetInt32()));
        Assert.Equal(("pleural effusion", "left"), (effusion.GetProperty("target").GetString(), effusion.GetProperty("side").GetString()));
        Assert.Equal(JsonValueKind.Null, effusion.GetProperty("mask").ValueKind);
    }

    [Fact]
    public void The_picture_has_the_image_and_the_text_beside_it()
    {
        var picture = Written().Paint(Image);

        Assert.True(picture.Width > picture.Height);
        Assert.Contains(Enumerable.Range(0, picture.Width * picture.Height), at => picture.Pixels[3 * at] != picture.Pixels[(3 * at) + 2]);
    }

    [Fact]
    public void A_text_that_was_cut_says_so() =>
        Assert.Contains("cut", WrittenReport.Of("models/run-1", Image, Report with { IsWhole = false }, Tagger()).ToText(), StringComparison.Ordinal);

    private static WrittenReport Written() => WrittenReport.Of("models/run-1", Image, Report, Tagger());

    private static ReportTagger Tagger() => new(Taxonomy(), ReportLanguage.BuiltIn);

    private static TargetTaxonomy Taxonomy()
    {
        using var stream = File.OpenRead(Repository.Path("models", "taxonomy.json"));
        return TargetTaxonomy.Load(stream);
    }

    private static Mask Filled()
    {
        var mask = new Mask(64, 48, 1);
        for (var y = 20; y < 40; y++) mask.SetRange((y * 64) + 20, (y * 64) + 40);
        return mask;
    }
}
