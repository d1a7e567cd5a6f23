using VividMed.Datasets;
using VividMed.Evaluation.Pages;
using VividMed.Evaluation.Review;
using VividMed.Grounding.Review;
using VividMed.Imaging;
using VividMed.Imaging.Png;
using VividMed.Shards.Archives;
using VividMed.TestKit;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Tests.Review;

/// <summary>From a sheet over its page and files to a submission and a report.</summary>
public sealed class ReviewFlowTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly ReviewSheet Sheet;
    private static readonly ReviewKey Key;

    private readonly TemporaryFolder _folder = new();

    static ReviewFlowTests()
    {
        var sampler = new ReviewSampler(new ReviewPlan { Size = 40, Gold = 4 });
        foreach (var sample in ReviewScene.Samples(100)) sampler.Add(sample);
        (Sheet, Key) = sampler.Draw("dataset", 3, "recipe");
    }

    [Fact]
    public void Sheet_key_and_answers_read_back_as_they_were_written()
    {
        ReviewFiles.Write(_folder.Path("sheet.json"), Sheet);
        ReviewFiles.Write(_folder.Path("key.json"), Key);
        ReviewFiles.Write(_folder.Path("answers.json"), new AnswerList([new ReviewAnswer(Sheet.Items[0].Id, VerdictKind.WrongSide) { Correction = new ReviewCorrection { Side = Side.Both } }]));

        var sheet = ReviewFiles.ReadSheet(_folder.Path("sheet.json"));
        Assert.Equal(Sheet.Items.Select(static item => (item.Id, item.Stratum, item.Grounded, item.Side)), sheet.Items.Select(static item => (item.Id, item.Stratum, item.Grounded, item.Side)));
        Assert.Equal(Key.Planted, ReviewFiles.ReadKey(_folder.Path("key.json")).Planted);
        Assert.Equal(Side.Both, Assert.Single(ReviewFiles.ReadAnswers(_folder.Path("answers.json"))).Correction!.Side);
    }

    [Fact]
    public void A_filled_table_says_the_same_as_the_page()
    {
        File.WriteAllText(_folder.Path("a.csv"), "item,verdict,side,box\ni1,wrong-region,,1 2 3 4\ni2, Accept ,,\ni3,,,\ni2,wrong-side,left,\n");

        var answers = ReviewFiles.ReadAnswers(_folder.Path("a.csv"));

        Assert.Equal([("i1", VerdictKind.WrongRegion), ("i2", VerdictKind.WrongSide)], answers.Select(static answer => (answer.Item, answer.Kind)));
        Assert.Equal((3.0, Side.Left), (answers[0].Correction!.Box!.Value.X1, answers[1].Correction!.Side!.Value));
    }

    [Fact]
    public void A_table_to_fill_in_names_studies_as_they_are_called_and_is_read_back_when_it_is_filled()
    {
        var sheet = Sheet with { Items = [Sheet.Items[0] with { Study = "Study, A" }] };
        ReviewFiles.WriteTable(_folder.Path("t.csv"), sheet);
        var text = File.ReadAllText(_folder.Path("t.csv"));

        Assert.Contains("\"Study, A\"", text, StringComparison.Ordinal);
        Assert.Empty(ReviewFiles.ReadAnswers(_folder.Path("t.csv"))); // nobody has looked yet

        File.WriteAllText(_folder.Path("t.csv"), text.Replace(",,,,,,", ",accept,,,,,", StringComparison.Ordinal));
        Assert.Equal(new ReviewAnswer(sheet.Items[0].Id, VerdictKind.Accept), Assert.Single(ReviewFiles.ReadAnswers(_folder.Path("t.csv"))));
    }

    [Theory]
    [InlineData("item,verdict\ni1,good\n", "wrong-region")]
    [InlineData("item,verdict,side\ni1,accept,up\n", "left")]
    [InlineData("item,verdict,side\ni1,accept,1\n", "left")]
    [InlineData("item,verdict,box\ni1,missed,1 2 3\n", "i1")]
    [InlineData("item,verdict,box\ni1,missed,1 2 3 wide\n", "i1")]
    [InlineData("item\ni1\n", "verdict")]
    public void A_table_that_says_nothing_understandable_is_refused_with_what_would_be(string text, string named)
    {
        File.WriteAllText(_folder.Path("a.csv"), text);

        Assert.Contains(named, Assert.Throws<DatasetException>(() => ReviewFiles.ReadAnswers(_folder.Path("a.csv"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_kind_is_refused_by_name()
    {
        File.WriteAllText(_folder.Path("key.json"), "[1]");

        Assert.Contains("key.json", Assert.Throws<DatasetException>(() => ReviewFiles.ReadSheet(_folder.Path("key.json"))).Message, StringComparison.Ordinal);
        Assert.Equal("bad-review-file", Assert.Throws<DatasetException>(() => ReviewFiles.ReadSheet(_folder.Path("none.json"))).Code);
    }

    [Fact]
    public void Planted_faults_are_no_verdicts_on_the_dataset_and_need_their_key()
    {
        ReviewAnswer[] answers = [.. Sheet.Items.Select(static item => new ReviewAnswer(item.Id, VerdictKind.Accept))];

        var (submission, problems) = new ReviewIntake(Sheet, Key).Take("ann", Noon, answers);

        Assert.Equal((40, 4, 3), (submission.Verdicts.Count, submission.Gold.Count, submission.Version));
        Assert.Empty(problems);
        Assert.All(submission.Gold, static answer => Assert.False(answer.IsCaught));
        Assert.Equal("missing-key", Assert.Throws<DatasetException>(() => new ReviewIntake(Sheet, key: null).Take("ann", Noon, answers)).Code);
        Assert.Equal("unknown-item", Assert.Throws<DatasetException>(() => new ReviewIntake(Sheet, Key).Take("ann", Noon, [new ReviewAnswer("other", VerdictKind.Accept)])).Code);
    }

    [Fact]
    public void What_cannot_be_followed_is_left_out_and_told()
    {
        var item = Sheet.Items.First(item => !item.Grounded);

        var (submission, problems) = new ReviewIntake(Sheet, Key).Take("ann", Noon, [new ReviewAnswer(item.Id, VerdictKind.WrongRegion)]);

        Assert.Empty(submission.Verdicts);
        Assert.Contains(item.Id, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_weighs_strata_as_the_version_has_them()
    {
        // All of one stratum wrong, all others right: the weighted share is that of the stratum's items among all.
        var grounded = Sheet.Items.Where(item => item.Grounded && !Key.Planted.Contains(item.Id)).ToList();
        var stratum = grounded[0].Stratum;
        var answers = grounded.ConvertAll(item => new ReviewAnswer(item.Id, item.Stratum == stratum ? VerdictKind.WrongRegion : VerdictKind.Accept));
        var strata = Sheet.Strata.Where(static own => own.Grounded).ToList();

        var report = ReviewReport.Of([new ReviewIntake(Sheet, Key).Take("ann", Noon, answers).Submission], static _ => false);

        var wrong = strata.Single(own => own.Name == stratum).Items / (double)strata.Sum(static own => own.Items);
        Assert.Equal(1 - wrong, report.Grounded.Overall!.Share, 9);
        Assert.InRange(report.Grounded.Overall.Trials, 1, grounded.Count);
        Assert.Null(report.Ungrounded.Overall);
    }

    [Fact]
    public void Two_reviewers_agree_or_leave_it_open()
    {
        var items = Sheet.Items.Where(item => item.Grounded && !Key.Planted.Contains(item.Id)).ToList();
        var intake = new ReviewIntake(Sheet, Key);
        var ann = intake.Take("ann", Noon, items.Select(static item => new ReviewAnswer(item.Id, VerdictKind.Accept))).Submission;
        var bob = intake.Take("bob", Noon, items.Select((item, at) => new ReviewAnswer(item.Id, at < 3 ? VerdictKind.WrongRegion : VerdictKind.Accept))).Submission;

        var report = ReviewReport.Of([ann, bob], static _ => false);

        Assert.Equal((items.Count, 3), (report.Subjects, report.Open));
        Assert.Equal(items.Count, Assert.Single(report.Agreement).Subjects);
        Assert.Equal(0, Assert.Single(report.Agreement).Kappa!.Value, 9); // ann says one thing always
    }

    [Fact]
    public void Verdicts_on_what_is_gone_are_listed_and_count_for_nothing()
    {
        var answers = Sheet.Items.Where(item => !Key.Planted.Contains(item.Id)).Select(static item => new ReviewAnswer(item.Id, VerdictKind.Accept));
        var study = Sheet.Items[0].Study;

        var report = ReviewReport.Of([new ReviewIntake(Sheet, Key).Take("ann", Noon, answers).Submission], subject => subject.Study == study);

        Assert.All(report.Stale, stale => Assert.Equal(study, stale.Study));
        Assert.Equal(40, report.Subjects + report.Stale.Count);
    }

    [Fact]
    public async Task The_page_shows_each_item_with_its_words_and_asks_nothing_of_the_network()
    {
        using var png = new MemoryStream();
        PngCodec.WriteGray8(png, new GrayImage(100, 100, new byte[10_000]));
        var samples = ReviewScene.Samples(100).Select(sample => new StoredSample(sample, new Dictionary<string, byte[]> { [sample.Images[0].Member] = png.ToArray() }));
        using var page = new StringWriter();

        await new ReviewPage(Sheet).WriteAsync(page, samples.ToAsyncEnumerable(), TestContext.Current.CancellationToken);

        var html = page.ToString();
        Assert.All(Sheet.Items, item => Assert.Contains($"data-item=\"{item.Id}\"", html, StringComparison.Ordinal));
        Assert.Matches("<mark>[^<]*pleural effusion</mark>", html);
        Assert.DoesNotContain("http", html.Replace("data:image/png", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
