using VividMed.Datasets;
using VividMed.Datasets.Tests;
using VividMed.Imaging.Dicom;
using VividMed.Phantoms.Writing;
using VividMed.Taxonomy;
using VividMed.TestKit;

namespace VividMed.Phantoms.Tests;

public sealed class PhantomDatasetTests(PhantomDatasetFixture phantom) : IClassFixture<PhantomDatasetFixture>
{
    [Fact]
    public async Task The_written_folders_are_read_back_by_the_readers()
    {
        var radiographs = await DatasetFolder.ListAsync(DatasetFactory.Open("mimic-cxr", phantom.Path("mimic-cxr")));
        var scans = await DatasetFolder.ListAsync(DatasetFactory.Open("ct-rate", phantom.Path("ct-rate")));

        Assert.Equal(PhantomDatasetFixture.Radiographs, radiographs.Count);
        Assert.Equal(PhantomDatasetFixture.Scans, scans.Count);
        Assert.Equal(["test", "train", "validate"], radiographs.Select(static study => study.Split).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["no-frontal-view"], radiographs.Select(static study => study.Exclusion).OfType<string>());
        Assert.Contains(radiographs, static study => study.LeftOut.Any(static image => image.Reason == "lateral-view"));
        Assert.Equal(["not-chest"], scans.Select(static scan => scan.Exclusion).OfType<string>());
        Assert.Contains(scans, static scan => scan.LeftOut.Any(static image => image.Reason == "other-reconstruction"));
        Assert.All(radiographs.GroupBy(static study => study.Patient), static patient => Assert.Single(patient.Select(static study => study.Split).Distinct()));
    }

    [Fact]
    public async Task Every_phrase_equals_its_span_of_the_report_that_the_reader_gives()
    {
        await phantom.EachStudyAsync(async (dataset, study, truth) =>
        {
            var report = await dataset.ReadReportAsync(study);
            Assert.Contains(truth.Phrases, static phrase => phrase.Section == "findings");
            foreach (var phrase in truth.Phrases)
            {
                Assert.Equal(phrase.Text, string.Join(' ', report[phrase.Start..phrase.End].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
            }

            Assert.DoesNotContain(report, static letter => letter is >= '\uE000' and <= '\uF8FF' or '[' or ']' or '|' or '{' or '$' or '@');
            if (dataset.Name == "mimic-cxr") Assert.All(report.Split('\n'), static line => Assert.True(line.Length <= 79, line));
        });
    }

    [Fact]
    public async Task What_a_report_says_is_there_is_in_the_images_and_what_it_denies_is_not()
    {
        await phantom.EachStudyAsync((_, study, truth) =>
        {
            var shown = truth.Images.SelectMany(static image => image.Findings).Select(static finding => (finding.Target, finding.Side)).ToHashSet();
            foreach (var phrase in truth.Phrases.Where(static phrase => !phrase.IsAnatomy))
            {
                var isShown = phrase.Side switch
                {
                    Side.Both => shown.Contains((phrase.Target, Side.Left)) && shown.Contains((phrase.Target, Side.Right)),
                    Side.None => shown.Any(finding => finding.Target == phrase.Target),
                    _ => shown.Contains((phrase.Target, phrase.Side)),
                };
                Assert.True(isShown == (phrase.Polarity == Polarity.Present && !phrase.Historical), $"{study.Id}: {phrase.Text}");
            }

            Assert.All(shown, finding => Assert.Contains(truth.Phrases, phrase => phrase.Target == finding.Target && (phrase.Side == finding.Side || phrase.Side == Side.Both)));
            return Task.CompletedTask;
        });
    }

    [Fact]
    public void The_grammar_uses_every_polarity_history_and_both_sides()
    {
        var phrases = phantom.Truth.Studies.SelectMany(static study => study.Phrases).ToArray();
        Assert.Equal(3, phrases.Select(static phrase => phrase.Polarity).Distinct().Count());
        Assert.Equal(4, phrases.Select(static phrase => phrase.Side).Distinct().Count());
        Assert.Contains(phrases, static phrase => phrase.Historical);
        Assert.All(phrases.GroupBy(static phrase => phrase.Section), static section => Assert.Contains(section.Key, (string[])["findings", "impression"]));
    }

    [Fact]
    public async Task The_images_are_genuine_files_with_the_grids_of_the_truth()
    {
        await phantom.EachStudyAsync(async (dataset, study, truth) =>
        {
            foreach (var image in study.Images)
            {
                await using var stream = dataset.OpenImage(image);
                var region = truth.Images.Single(candidate => candidate.Id == image.Id).Anatomy[0];
                Assert.Equal(region.Mask.Decode().Bounds(), region.ToBox());
                if (study.Modality == Modality.Ct) continue;
                var decoded = DicomFile.Read(stream).DecodeImage();
                Assert.Equal((decoded.Columns, decoded.Rows), (region.Mask.Width, region.Mask.Height));
            }
        });
    }

    [Fact]
    public async Task The_same_seed_writes_the_same_bytes()
    {
        using var again = new TemporaryFolder();
        await PhantomDataset.WriteAsync(again.Root, 5, 2, PhantomDatasetFixture.Seed);
        using var third = new TemporaryFolder();
        await PhantomDataset.WriteAsync(third.Root, 5, 2, PhantomDatasetFixture.Seed);
        var files = Files(again.Root);
        Assert.True(files.Length > 20);
        Assert.Equal(files, Files(third.Root));
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(again.Path(file)), File.ReadAllBytes(third.Path(file))));
        var report = Assert.Single(files, static file => file.EndsWith("59000001.txt", StringComparison.Ordinal));
        Assert.Equal(File.ReadAllBytes(again.Path(report)), File.ReadAllBytes(phantom.Path(report)));
    }

    [Fact]
    public async Task Of_mixed_radiographs_every_second_study_is_a_projection_and_the_others_are_drawn_as_ever()
    {
        using var mixed = new TemporaryFolder();
        await PhantomDataset.WriteAsync(mixed.Root, new PhantomCounts(6, 0, Radiographs: RadiographKinds.Mixed), PhantomDatasetFixture.Seed, cancellationToken: TestContext.Current.CancellationToken);
        var truth = PhantomTruth.Load(mixed.Root);
        var studies = await DatasetFolder.ListAsync(DatasetFactory.Open("mimic-cxr", mixed.Path("mimic-cxr")));

        Assert.Equal(6, truth.Studies.Count);
        Assert.Equal([true, false, true, false, true, false], truth.Studies.Select(study => study.Images.SequenceEqual(
            phantom.Truth.Studies.Single(drawn => drawn.Study == study.Study && drawn.Dataset == study.Dataset).Images, SameFile.Instance)));
        Assert.Equal(truth.Studies.Select(static study => study.Study), studies.Select(static study => study.Id));
        foreach (var study in truth.Studies)
        {
            var shown = study.Images[0].Findings.Select(static finding => (finding.Target, finding.Side)).ToHashSet();
            Assert.All(shown, finding => Assert.Contains(study.Phrases, phrase => phrase.Target == finding.Target && (phrase.Side == finding.Side || phrase.Side == Side.Both)));
            Assert.All(
                study.Phrases.Where(static phrase => phrase is { IsAnatomy: false, Polarity: Polarity.Present, Historical: false }),
                phrase => Assert.Contains(shown, finding => finding.Target == phrase.Target));
        }
    }

    [Fact]
    public void Truth_that_is_missing_or_damaged_is_refused()
    {
        using var folder = new DatasetFolder().Write("truth.json", "{ \"seed\": ");
        Assert.Equal("bad-truth", Assert.Throws<DatasetException>(() => PhantomTruth.Load(folder.Root)).Code);
        Assert.Equal("missing-truth", Assert.Throws<DatasetException>(() => PhantomTruth.Load(folder.Root + "/none.json")).Code);
    }

    private static string[] Files(string root) =>
        [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file)).Order(StringComparer.Ordinal)];

    private sealed class SameFile : IEqualityComparer<PhantomTruthImage>
    {
        public static readonly SameFile Instance = new();

        public bool Equals(PhantomTruthImage? x, PhantomTruthImage? y) => x?.Sha256 == y?.Sha256;

        public int GetHashCode(PhantomTruthImage image) => image.Sha256.GetHashCode(StringComparison.Ordinal);
    }
}
