using VividMed.Exports.Families;
using VividMed.Exports.Running;
using VividMed.Grounding;
using VividMed.Imaging.Geometry;
using VividMed.Shards;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Exports.Tests.Running;

/// <summary>An export is looked at before it is written, goes on where it was killed, and has the same bytes however it was made.</summary>
public sealed class ExporterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Families => [.. ExportFamilies.Names.Where(static name => name != "energon")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Families))]
    public async Task A_killed_export_that_is_repeated_has_the_bytes_of_one_that_was_not(string family)
    {
        var store = await StoreAsync();
        var whole = await Exported.RunAsync(_folder, store, family, name: "whole", samplesPerFile: 2);
        for (var kill = 1; kill <= 5; kill += 2)
        {
            var killed = new Exporter(store, new ExportRequest(1, family, _folder.Path("killed"), new FamilyOptions()) { SamplesPerFile = 2 });
            using var end = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => killed.RunAsync(new Killer(end, kill), end.Token));
            Assert.False(File.Exists(_folder.Path("killed", ExportManifest.FileName)));
            // What a kill leaves that nobody could end orderly.
            await File.WriteAllTextAsync(_folder.Path("killed", "train-00009.jsonl.part"), "torn", Token);
            await File.AppendAllTextAsync(_folder.Path("killed", "export.journal"), "{\"name\":\"train-0", Token);
        }

        var repeated = await Exported.RunAsync(_folder, store, family, name: "killed", samplesPerFile: 2);
        Assert.Equal(whole.Bytes(), repeated.Bytes());
    }

    [Fact]
    public async Task What_is_done_is_not_written_again()
    {
        var store = await StoreAsync();
        using (var end = new CancellationTokenSource())
        {
            var killed = new Exporter(store, new ExportRequest(1, "ms-swift", _folder.Path("ms-swift"), new FamilyOptions()) { SamplesPerFile = 1 });
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => killed.RunAsync(new Killer(end, 3), end.Token));
        }

        var first = _folder.Path("ms-swift", "test-00000.jsonl");
        var written = File.GetLastWriteTimeUtc(first);
        File.SetLastWriteTimeUtc(first, written.AddDays(-1));
        await Exported.RunAsync(_folder, store, "ms-swift", samplesPerFile: 1);
        Assert.Equal(written.AddDays(-1), File.GetLastWriteTimeUtc(first));

        await File.AppendAllTextAsync(_folder.Path("ms-swift", "train-00001.jsonl"), "more", Token);
        var repaired = await Exported.RunAsync(_folder, store, "ms-swift", samplesPerFile: 1);
        Assert.DoesNotContain("more", repaired.Text("train-00001.jsonl"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buckets_leave_no_trace_in_what_is_exported()
    {
        var one = await Exported.RunAsync(_folder, await TestVersion.WriteAsync(_folder.Path("one"), Many(), bucketSize: 100), "webdataset", name: "a");
        var two = await Exported.RunAsync(_folder, await TestVersion.WriteAsync(_folder.Path("two"), Many(), bucketSize: 100), "webdataset", name: "b");
        Assert.Equal(one.Bytes(), two.Bytes());
    }

    [Fact]
    public async Task Another_export_in_the_same_folder_is_refused()
    {
        var store = await StoreAsync();
        await Exported.RunAsync(_folder, store, "qwen-vl", name: "out");
        var refused = await Assert.ThrowsAsync<ExportException>(() => Exported.RunAsync(_folder, store, "internvl", name: "out"));
        Assert.Equal("other-export", refused.Code);
        refused = await Assert.ThrowsAsync<ExportException>(() => Exported.RunAsync(_folder, store, "qwen-vl", new() { Negatives = 0 }, name: "out"));
        Assert.Equal("other-export", refused.Code);
        await Exported.RunAsync(_folder, store, "qwen-vl", name: "out");
    }

    [Fact]
    public async Task A_folder_with_files_of_somebody_else_s_is_refused_and_left_as_it_is()
    {
        var store = await StoreAsync();
        Directory.CreateDirectory(_folder.Path("mine"));
        await File.WriteAllTextAsync(_folder.Path("mine", "train-00000.jsonl"), "my own", TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<ExportException>(() => Exported.RunAsync(_folder, store, "qwen-vl", name: "mine"));

        Assert.Equal("other-export", refused.Code);
        Assert.Equal("my own", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_folder.Path("mine"))), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("box-outside-image")]
    [InlineData("box-not-hull")]
    [InlineData("no-affine")]
    public async Task A_bad_sample_refuses_the_export_before_anything_is_written_or_is_left_out_and_listed(string code)
    {
        var good = TestSamples.Radiograph("good");
        var bad = code switch
        {
            "box-outside-image" => good with { Id = "bad", Study = "bad", Patient = "pbad", Images = Renamed(good, "bad"), Regions = [good.Regions[0] with { Box = Box.Flat(1001, 0, 1005, 5) }, good.Regions[1], good.Regions[2]] },
            "box-not-hull" => TestSamples.Tomogram("bad") is var ct ? ct with { Regions = [ct.Regions[0] with { Box = new Box(1, 5, 3, 6, 8, 5) }, ct.Regions[1], ct.Regions[2]] } : good,
            _ => TestSamples.Tomogram("bad") is var none ? none with { Images = [none.Images[0] with { Affine = null }] } : good,
        };
        // The writer of shards refuses some of these itself: such a version is of an older release.
        var store = await OldVersion.WriteAsync(_folder.Path("store"), good, bad);

        var refused = await Assert.ThrowsAsync<ExportException>(() => Exported.RunAsync(_folder, store, "qwen2.5-vl"));
        Assert.Equal(code, refused.Code);
        Assert.Contains("bad", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Path("qwen2.5-vl")));

        var rest = await Exported.RunAsync(_folder, store, "qwen2.5-vl", leavesOut: true);
        Assert.Equal(1, rest.Manifest.Samples);
        Assert.Equal(1, rest.Manifest.LeftOut[code]);
        Assert.Contains($"\"reason\":\"{code}\"", rest.Text("left-out.jsonl"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("webdataset")]
    [InlineData("hf")]
    public async Task An_offset_within_a_character_refuses_the_export_before_anything_is_written(string family)
    {
        var good = TestSamples.Radiograph("good");
        // The report begins with a character of two code units.
        var report = good.Report with { Sections = [new("findings", 1, good.Report.Text.Length)] };
        var cut = good with { Id = "cut", Study = "cut", Patient = "pcut", Images = Renamed(good, "cut"), Report = report };
        var store = await OldVersion.WriteAsync(_folder.Path("store"), good, cut);
        var refused = await Assert.ThrowsAsync<ExportException>(() => Exported.RunAsync(_folder, store, family));
        Assert.Equal("bad-offsets", refused.Code);
        Assert.Contains("cut", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Path(family)));
    }

    [Fact]
    public async Task A_patient_in_two_splits_refuses_every_export()
    {
        var store = await TestVersion.WriteAsync(_folder.Path("store"), TestSamples.Radiograph("a", "train", "same"), TestSamples.Radiograph("b", "test", "same"));
        var refused = await Assert.ThrowsAsync<ExportException>(() => Exported.RunAsync(_folder, store, "hf", leavesOut: true));
        Assert.Equal("patient-in-two-splits", refused.Code);
    }

    [Fact]
    public async Task A_long_report_is_left_out_and_listed_and_nothing_of_it_is_cut()
    {
        var sample = TestSamples.Radiograph("long");
        var text = sample.Report.Text + string.Concat(Enumerable.Repeat(" The heart is normal in size today.", 570));
        var store = await TestVersion.WriteAsync(_folder.Path("store"), sample with { Report = sample.Report with { Text = text } });
        var export = await Exported.RunAsync(_folder, store, "llava");
        Assert.Equal(1, export.Manifest.LeftOut["too-many-tokens"]);
        Assert.DoesNotContain(export.Lines(), static line => line.GetProperty("task").GetString() == "report");
        Assert.Contains(export.Lines(), static line => line.GetProperty("task").GetString() == "locate");
        var wide = await Exported.RunAsync(_folder, store, "llava", new() { MaxTokens = 100_000 }, "wide");
        Assert.Single(wide.Lines(), static line => line.GetProperty("task").GetString() == "report");
    }

    [Fact]
    public async Task Keys_are_unique_over_datasets_and_versions()
    {
        var samples = new[] { TestSamples.Radiograph("same") };
        var one = await Exported.RunAsync(_folder, await TestVersion.WriteAsync(_folder.Path("one"), samples, 9, "mimic-cxr"), "webdataset", name: "a");
        var two = await Exported.RunAsync(_folder, await TestVersion.WriteAsync(_folder.Path("two"), samples, 9, "cxr-csv"), "webdataset", name: "b");
        Assert.NotEqual(one.Manifest.KeyPrefix, two.Manifest.KeyPrefix);
        Assert.Equal("mimic-cxr-01234567-v0001-", one.Manifest.KeyPrefix);
    }

    [Fact]
    public async Task The_manifest_names_version_recipe_family_and_what_numbers_refer_to()
    {
        var manifest = (await Exported.RunAsync(_folder, await StoreAsync(), "medgemma")).Manifest;
        Assert.Equal(("medgemma", "mimic-cxr", 1), (manifest.Family, manifest.Dataset, manifest.Version));
        Assert.Equal(64, manifest.Recipe.Length);
        Assert.Equal("thousandths-of-square", manifest.Form.Coordinates);
        Assert.Contains("axial slices", manifest.Form.Volumes, StringComparison.Ordinal);
        Assert.Contains("black square", manifest.Form.Pictures, StringComparison.Ordinal);
        Assert.Equal("code points", manifest.Form.Offsets);
        Assert.Equal(manifest.Files.Where(static file => file.Name.EndsWith(".jsonl", StringComparison.Ordinal)).Sum(static file => file.Records!.Value), manifest.Counts.Where(static count => count.Key.StartsWith("lines", StringComparison.Ordinal)).Sum(static count => count.Value));
    }

    [Theory]
    [InlineData("split", 1)]
    [InlineData("modality", 1)]
    [InlineData("target", 4)]
    [InlineData("ids", 2)]
    public async Task A_filter_takes_a_part_and_counts_the_rest(string by, int samples)
    {
        var filter = by switch
        {
            "split" => new Exports.Planning.ExportFilter { Splits = ["test"] },
            "modality" => new() { Modality = Taxonomy.Modality.Ct },
            "target" => new() { Targets = ["edema"] },
            _ => new() { Ids = new HashSet<string> { "a", "ct" } },
        };
        var export = await Exported.RunAsync(_folder, await StoreAsync(), "vividmed", new() { Filter = filter });
        Assert.Equal(samples, export.Manifest.Samples);
        Assert.Equal(by == "split" ? 0 : 5 - samples, export.Manifest.PassedOver.GetValueOrDefault("by the filter"));
    }

    [Fact]
    public async Task Grade_and_confidence_decide_which_phrases_are_grounded()
    {
        var store = await StoreAsync();
        var grade = await Exported.RunAsync(_folder, store, "internvl", new() { Filter = new() { Grade = Grade.B, Splits = ["test"] } }, "grade");
        var all = await Exported.RunAsync(_folder, store, "internvl", new() { Filter = new() { Splits = ["test"] } }, "all");
        Assert.Contains("<ref>nodule</ref>", all.Line("-report").GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("<ref>nodule</ref>", grade.Line("-report").GetRawText(), StringComparison.Ordinal);
        var sure = await Exported.RunAsync(_folder, store, "internvl", new() { Filter = new() { Confidence = 0.95, Splits = ["test"] } }, "sure");
        Assert.DoesNotContain("<box>", sure.Line("-report").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_to_export_is_said()
    {
        var refused = await Assert.ThrowsAsync<ExportException>(async () => await Exported.RunAsync(_folder, await StoreAsync(), "coco", new() { Filter = new() { Targets = ["no such"] } }));
        Assert.Equal("nothing-to-export", refused.Code);
        Assert.Equal("unknown-family", Assert.Throws<ExportException>(() => ExportFamilies.Create("word", new())).Code);
        Assert.Equal("not-offered", Assert.Throws<ExportException>(() => ExportFamilies.Create("nifti", new() { Pictures = new() { Longest = 512 } })).Code);
    }

    [Fact]
    public async Task A_damaged_archive_ends_the_export_with_its_own_reason()
    {
        var store = await StoreAsync();
        var pictures = Directory.GetFiles(_folder.Path("store", "images"), "*.tar", SearchOption.AllDirectories).MaxBy(static file => new FileInfo(file).Length)!;
        await using (var file = File.OpenWrite(pictures)) file.SetLength(file.Length / 2);
        var refused = await Assert.ThrowsAsync<ShardException>(() => Exported.RunAsync(_folder, store, "webdataset"));
        Assert.Equal("bad-archive", refused.Code);
        Assert.False(File.Exists(_folder.Path("webdataset", ExportManifest.FileName)));
        Assert.Empty(Directory.GetFiles(_folder.Path("webdataset"), "*.part", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_picture_of_another_size_than_its_record_says_is_named()
    {
        var store = await TestVersion.WriteAsync(_folder.Path("store"), [TestSamples.Radiograph("odd")], 9, picture: static image => TestPictures.Of(image with { Width = 1000 }));
        var refused = await Assert.ThrowsAsync<ExportException>(() => Exported.RunAsync(_folder, store, "llava"));
        Assert.Equal("picture-mismatch", refused.Code);
        Assert.Contains("odd", refused.Message, StringComparison.Ordinal);
        Assert.False(refused.LiesInInput);
    }

    private static IReadOnlyList<SampleImage> Renamed(Sample sample, string id) => [sample.Images[0] with { Member = $"{id}.0.png" }];

    private static List<Sample> Many() => [.. Enumerable.Range(0, 5).Select(static i => TestSamples.Radiograph($"s{i}"))];

    private Task<IBlobStore> StoreAsync() => TestVersion.WriteAsync(
        _folder.Path("store"), TestSamples.Radiograph("a"), TestSamples.Radiograph("b"), TestSamples.Tomogram("ct"), TestSamples.Radiograph("d"), TestSamples.Radiograph("t", "test"));

    /// <summary>Ends an export when it has written so many samples.</summary>
    private sealed class Killer(CancellationTokenSource end, int samples) : IProgress<CountedWork>
    {
        public void Report(CountedWork value)
        {
            if (value.Done >= (value.Of / 2) + samples) end.Cancel();
        }
    }
}
