using VividMed.Evaluation.Pages;
using VividMed.Evaluation.ReaderStudy;
using VividMed.Evaluation.Tests.ReaderStudy;
using VividMed.Grounding;
using VividMed.Imaging;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Png;
using VividMed.Shards.Archives;
using VividMed.Taxonomy;
using static VividMed.Grounding.Tests.Scene;

namespace VividMed.Evaluation.Tests.Pages;

public sealed class ReadingPageTests
{
    private static readonly ReadingPlan Plan = new() { Cases = 6, Faulty = 1 };
    private static readonly ReadingPack Pack = ReadingScene.Pack(Plan);

    [Fact]
    public void A_page_without_a_draft_gives_nothing_of_the_report_away()
    {
        Assert.All(Pack.Cases.Take(2), static one =>
        {
            var html = Render(one, ReadingArm.None);
            Assert.DoesNotContain("effusion", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(one.Sample.Study, html, StringComparison.Ordinal);
            Assert.Equal(1, Pictures(html));
        });
    }

    [Fact]
    public void A_page_with_a_draft_has_it_word_by_word_and_tells_of_no_error()
    {
        Assert.All(Pack.Cases.Take(2), static one =>
        {
            var html = Render(one, ReadingArm.Draft);
            Assert.Contains($">\n{one.Draft.Text}</textarea>", html, StringComparison.Ordinal);
            Assert.Equal(1, Pictures(html));
            Assert.All(one.Draft.Errors, error => Assert.DoesNotContain(error.Id, html, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void A_grounded_page_has_the_words_of_regions_in_color_and_a_second_picture()
    {
        Assert.All(Pack.Cases.Take(2), static one =>
        {
            var html = Render(one, ReadingArm.Grounded);
            var grounded = one.Draft.Show(one.Sample).Phrases.Count(static phrase => phrase.Regions.Count > 0);
            Assert.Equal(grounded, html.Split("<span class=p ").Length - 1);
            Assert.Equal(2, Pictures(html));
        });
    }

    [Fact]
    public void A_volume_is_shown_in_the_same_planes_in_every_arm_and_cut_through_its_finding_in_the_grounded_one_alone()
    {
        var report = Ct("A nodule of 12 mm is observed in the right lung.");
        var result = Ground(new GroundingStudy("s", Modality.Ct, report, [Volume], [Cubes("lung nodule", Side.Right, 0.9, (28, 18, 9, 3))]));
        var sample = ReadingScene.Of("s", "No finding.") with { Modality = Modality.Ct, Images = [Volume], Report = new SampleReport(report.Text, []), Phrases = result.Phrases, Regions = result.Regions };
        var drawn = new ReadingCase("c001", sample, ReadingDraft.Of("c001", report.Text, []));
        using var nifti = new MemoryStream();
        NiftiWriter.Write(nifti, new byte[40 * 40 * 20], 40, 40, 20, Volume.Affine!.Value, gzip: true);
        var stored = new StoredSample(sample, new Dictionary<string, byte[]> { [Volume.Member] = nifti.ToArray() });

        var pages = ReadingArms.All.Select(arm => ReadingCasePage.Render(drawn, arm, stored)).ToList();

        var plain = pages.ConvertAll(static page => page.Split("data:image/png;base64,")[1].Split('"')[0]);
        Assert.Single(plain.Distinct());
        Assert.Equal([1, 1, 2], pages.ConvertAll(Pictures));
    }

    [Fact]
    public void Text_of_a_report_cannot_become_a_part_of_the_page()
    {
        var sample = ReadingScene.Of("s", "Small left pleural effusion. </textarea><script>alert(1)</script>");
        var drawn = new ReadingCase("c001", sample, ReadingDraft.Of("c001", sample.Report.Text, []));

        Assert.DoesNotContain("<script>alert", Render(drawn, ReadingArm.Draft) + Render(drawn, ReadingArm.Grounded), StringComparison.Ordinal);
    }

    [Fact]
    public void A_readers_page_lists_its_cases_in_their_order_and_asks_nothing_of_the_network()
    {
        var readings = Pack.Readings.Where(static reading => reading is { Reader: "r1", Period: 2 }).ToList();

        var html = ReadingPeriodPage.Render("study", readings, "../cases");

        var places = readings.ConvertAll(reading => html.IndexOf($"../cases/{reading.Case}-{reading.Arm.Word()}.html", StringComparison.Ordinal));
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.DoesNotContain("http:", html, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", Render(Pack.Cases[0], ReadingArm.Draft), StringComparison.Ordinal);
    }

    private static string Render(ReadingCase drawn, ReadingArm arm)
    {
        using var png = new MemoryStream();
        PngCodec.WriteGray8(png, new GrayImage(100, 100, new byte[10_000]));
        return ReadingCasePage.Render(drawn, arm, new StoredSample(drawn.Sample, new Dictionary<string, byte[]> { [drawn.Sample.Images[0].Member] = png.ToArray() }));
    }

    private static int Pictures(string html) => html.Split("<img ").Length - 1;
}
