using VividMed.Grounding;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Shards.Buckets;
using VividMed.Shards.Quality;
using VividMed.Shards.Verification;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;
using VividMed.TestKit;

namespace VividMed.Shards.Tests.Verification;

public sealed class ShardVerifierTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlobStore _store;

    public ShardVerifierTests() => _store = new LocalBlobStore(_folder.Root);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_committed_version_is_sound()
    {
        var manifest = await CommitAsync();
        var report = await VerifyAsync();
        Assert.True(report.IsSound, string.Join('\n', report.Problems));
        Assert.Equal((4, 3, manifest.Archives().Sum(static file => file.Bytes)), (report.Shards, report.Samples, report.Bytes));
    }

    [Fact]
    public async Task A_version_without_a_manifest_is_no_version() => Assert.Equal(["version-missing"], await CodesAsync());

    [Fact]
    public async Task A_missing_archive_is_found()
    {
        var manifest = await CommitAsync();
        await _store.DeleteAsync(manifest.Buckets[1].Records!.Name);
        Assert.Equal(["shard-missing"], await CodesAsync());
        await _store.DeleteAsync(manifest.Buckets[0].Pictures!.Name);
        Assert.Equal(["shard-missing", "shard-missing"], await CodesAsync());
    }

    [Fact]
    public async Task One_flipped_bit_anywhere_in_an_archive_is_found()
    {
        foreach (var file in (await CommitAsync()).Archives())
        {
            var whole = (await _store.ReadAllAsync(file.Name))!;
            for (var at = 0; at < whole.Length; at += 331)
            {
                var bytes = whole.ToArray();
                bytes[at] ^= 4;
                await _store.WriteAsync(file.Name, bytes);
                Assert.Contains("digest-mismatch", await CodesAsync());
            }

            await _store.WriteAsync(file.Name, whole);
        }

        Assert.Empty(await CodesAsync());
    }

    [Fact]
    public async Task A_truncated_archive_is_found()
    {
        var name = (await CommitAsync()).Buckets[0].Records!.Name;
        await _store.WriteAsync(name, (await _store.ReadAllAsync(name)).AsMemory(0, 2000));
        Assert.Equal(["bad-archive", "count-mismatch", "length-mismatch", "digest-mismatch"], await CodesAsync());
    }

    [Fact]
    public async Task A_sample_in_two_buckets_is_found() =>
        Assert.Equal(
            ["duplicate-sample", "duplicate-study"], await ForgedAsync([TestSamples.Radiograph("s1")], [TestSamples.Radiograph("s1"), TestSamples.Radiograph("s2")]));

    [Fact]
    public async Task A_sample_of_another_split_is_found() =>
        Assert.Equal(["wrong-place"], await ForgedAsync([TestSamples.Radiograph("s1", "test")]));

    [Fact]
    public async Task Samples_that_are_not_in_the_order_of_their_keys_are_found() =>
        Assert.Equal(["samples-out-of-order"], await ForgedAsync([TestSamples.Radiograph("s2"), TestSamples.Radiograph("s1")]));

    [Fact]
    public async Task A_sample_of_another_recipe_is_found()
    {
        var sample = TestSamples.Radiograph("s1");
        Assert.Equal(["mixed-recipe"], await ForgedAsync([sample with { Provenance = sample.Provenance with { Recipe = "another" } }]));
    }

    [Fact]
    public async Task Pictures_of_other_samples_are_found()
    {
        var manifest = await CommitAsync();
        var pictures = await ReplaceAsync(manifest.Buckets[0].Pictures!.Name, await TestArchives.PicturesAsync(TestSamples.Tomogram("s2"), TestSamples.Radiograph("s1")));
        await RewriteAsync(manifest, 0, mark => mark with { Pictures = pictures });
        Assert.Equal(["pictures-mismatch", "count-mismatch"], await CodesAsync());
    }

    [Theory]
    [InlineData("span-mismatch")]
    [InlineData("regions-xor-reason")]
    [InlineData("unknown-region")]
    [InlineData("region-not-asserted")]
    [InlineData("unknown-image")]
    [InlineData("box-out-of-bounds")]
    [InlineData("mask-mismatch")]
    [InlineData("shape-mismatch")]
    [InlineData("bad-score")]
    [InlineData("section-out-of-bounds")]
    [InlineData("unknown-phrase")]
    [InlineData("image-size-mismatch")]
    public async Task Every_kind_of_unsound_record_is_found_by_its_code(string code) =>
        Assert.Contains(code, await ForgedAsync([Damage(TestSamples.Radiograph("s1"), code)]));

    [Fact]
    public async Task An_image_that_is_none_is_found()
    {
        var manifest = await CommitAsync();
        var bytes = await TestArchives.OfAsync(("s1.0.png", TestSamples.Png[..40]), ("s1.1.png", TestSamples.Png), ("s2.1.png", TestSamples.Png));
        var pictures = await ReplaceAsync(manifest.Buckets[0].Pictures!.Name, bytes);
        await RewriteAsync(manifest, 0, mark => mark with { Pictures = pictures });
        Assert.Equal(["bad-image", "stray-member", "image-missing", "stray-member"], await CodesAsync());
    }

    [Fact]
    public async Task Counts_of_the_manifest_that_do_not_close_are_found()
    {
        var manifest = await CommitAsync();
        await WriteManifestAsync(manifest with { Counts = manifest.Counts with { Quarantined = 0 } });
        Assert.Equal(["counts-do-not-close"], await CodesAsync());
    }

    [Fact]
    public async Task A_bucket_without_its_mark_or_with_a_damaged_one_is_found()
    {
        var bucket = (await CommitAsync()).Buckets[0];
        var name = BucketStore.NameOf(bucket.Split, bucket.Key);
        await _store.DeleteAsync(name);
        Assert.Equal(["mark-missing"], await CodesAsync());
        await _store.WriteAsync(name, "{}"u8.ToArray());
        Assert.Equal(["bad-bucket-mark"], await CodesAsync());
    }

    [Fact]
    public async Task A_bucket_of_another_recipe_is_found()
    {
        var manifest = await CommitAsync();
        var other = new SampleRecipe(new Dictionary<string, string> { ["lexicon"] = "newer" }).ToText();
        await WriteManifestAsync(manifest with { Recipe = other });
        Assert.Equal(Enumerable.Repeat("mixed-recipe", 3 + 3), await CodesAsync()); // samples, and buckets with the one that is empty
        await WriteManifestAsync(manifest with { Recipe = manifest.Recipe with { Parts = other.Parts } });
        Assert.Equal(["bad-recipe"], await CodesAsync());
    }

    [Fact]
    public async Task A_key_that_does_not_follow_from_the_studies_is_found()
    {
        var manifest = await CommitAsync();
        await MarkAsync(manifest, 0, static mark => mark with { Studies = [mark.Studies[0] with { Input = "another" }, .. mark.Studies.Skip(1)] });
        Assert.Equal(["key-mismatch"], await CodesAsync());
    }

    [Fact]
    public async Task A_study_that_is_nowhere_or_twice_or_not_planned_is_found()
    {
        var manifest = await CommitAsync();
        await RewriteAsync(manifest, 0, static mark => mark with { Quarantine = [] });
        Assert.Equal(["study-lost"], await CodesAsync());
        await RewriteAsync(manifest, 0, static mark => mark with { Quarantine = [TestBuckets.Quarantined("q1"), TestBuckets.Quarantined("s1")] });
        Assert.Equal(["study-doubled"], await CodesAsync());
        await RewriteAsync(manifest, 0, static mark => mark with { Quarantine = [TestBuckets.Quarantined("q1"), TestBuckets.Quarantined("q9")] });
        Assert.Equal(["stray-study"], await CodesAsync());
    }

    [Fact]
    public async Task A_mark_that_says_other_archives_than_the_manifest_is_found()
    {
        await MarkAsync(await CommitAsync(), 0, static mark => mark with { Pictures = mark.Pictures! with { Bytes = 1 } });
        Assert.Equal(["mark-mismatch"], await CodesAsync());
    }

    [Fact]
    public async Task The_list_of_excluded_studies_is_held_against_digest_counts_and_buckets()
    {
        var manifest = await CommitAsync();
        var list = (await ExclusionList.PublishAsync(_store, [new("e1", "no-frontal-view"), new("s1", "missing-report")]))!;
        var counts = manifest.Counts with { Planned = manifest.Counts.Planned + 2, Excluded = new Dictionary<string, long> { ["no-frontal-view"] = 2 } };
        await WriteManifestAsync(manifest with { Excluded = list, Counts = counts });
        Assert.Equal(["count-mismatch", "duplicate-study"], await CodesAsync());
        await WriteManifestAsync(manifest with { Counts = counts });
        Assert.Equal(["count-mismatch"], await CodesAsync());
        await _store.WriteAsync(list.Name, "[]"u8.ToArray());
        await WriteManifestAsync(manifest with { Excluded = list, Counts = counts });
        Assert.Equal(["digest-mismatch"], await CodesAsync());
    }

    private static Sample Damage(Sample sample, string code)
    {
        var phrase = sample.Phrases[0];
        var region = sample.Regions[0];
        return code switch
        {
            "span-mismatch" => sample with { Phrases = [phrase with { End = 28 }] },
            "regions-xor-reason" => sample with { Phrases = [phrase with { Reason = UngroundedReason.BelowThreshold }] },
            "unknown-region" => sample with { Phrases = [phrase with { Regions = [3] }] },
            "region-not-asserted" => sample with { Phrases = [phrase with { Polarity = Taxonomy.Polarity.Absent }] },
            "unknown-image" => sample with { Regions = [region with { Image = 1 }] },
            "box-out-of-bounds" => sample with { Regions = [region with { Box = Box.Flat(4, 3, 8.1, 6) }] },
            "mask-mismatch" => sample with { Regions = [region with { Shape = RegionShape.Mask, Mask = new RunLengthMask(8, 6, 1, [40, 7]) }] },
            "shape-mismatch" => sample with { Regions = [region with { Shape = RegionShape.Mask }] },
            "bad-score" => sample with { Regions = [region with { Score = double.NaN }] },
            "section-out-of-bounds" => sample with { Report = sample.Report with { Sections = [new("findings", 0, 46)] } },
            "unknown-phrase" => sample with { Questions = [new("?", "yes", "presence", [2])] },
            "image-size-mismatch" => sample with { Images = [sample.Images[0] with { Width = 9 }] },
            _ => throw new ArgumentOutOfRangeException(nameof(code)),
        };
    }

    /// <summary>Two splits, three samples, a study in quarantine, and a bucket of which nothing else is left.</summary>
    private async Task<DatasetManifest> CommitAsync() => await TestBuckets.CommitAsync(
        _store, 1, "mimic-cxr",
        await TestBuckets.WriteAsync(_store, "train", TestSamples.Items(TestSamples.Radiograph("s1"), TestSamples.Tomogram("s2")), TestBuckets.Quarantined("q1")),
        await TestBuckets.WriteAsync(_store, "validate", TestSamples.Items(TestSamples.Radiograph("s3", "validate"))),
        await TestBuckets.WriteAsync(_store, "validate", [], TestBuckets.Quarantined("q2")));

    /// <summary>Buckets of unchecked samples, which the writers would refuse, with marks and a manifest that fit their bytes.</summary>
    private async Task<List<string>> ForgedAsync(params Sample[][] buckets)
    {
        var marks = new List<BucketMark>();
        foreach (var samples in buckets)
        {
            var studies = samples.Select(static sample => new BucketStudy(sample.Study, "aa")).ToList();
            var key = BucketKey.Of(TestBuckets.Recipe.Digest, "train", studies);
            var statistics = new ShardStatistics();
            foreach (var sample in samples) statistics.Add(sample);
            marks.Add(new BucketMark(
                BucketMark.SchemaVersion, key, "train", TestBuckets.Recipe.Digest, studies,
                await ReplaceAsync(RecordArchive.NameOf("train", key), await TestArchives.RecordsAsync(samples)),
                await ReplaceAsync(PictureArchive.NameOf("train", key), await TestArchives.PicturesAsync(samples)),
                statistics, [], new Dictionary<string, string>()));
            await _store.WriteAsync(BucketStore.NameOf("train", key), marks[^1].ToJson());
        }

        await WriteManifestAsync(TestBuckets.ManifestOf(1, marks));
        return await CodesAsync();
    }

    private async Task<ShardFile> ReplaceAsync(string name, byte[] bytes)
    {
        await _store.WriteAsync(name, bytes);
        return new ShardFile(name, Sha256.Of(bytes), bytes.Length);
    }

    /// <summary>Changes the mark of a bucket as it was committed, and the manifest's entry with it.</summary>
    private async Task RewriteAsync(DatasetManifest manifest, int bucket, Func<BucketMark, BucketMark> change)
    {
        var entries = manifest.Buckets.ToArray();
        entries[bucket] = BucketEntry.Of(await MarkAsync(manifest, bucket, change));
        await WriteManifestAsync(TestBuckets.ManifestOf(1, entries));
    }

    private async Task<BucketMark> MarkAsync(DatasetManifest manifest, int bucket, Func<BucketMark, BucketMark> change)
    {
        var (split, key) = (manifest.Buckets[bucket].Split, manifest.Buckets[bucket].Key);
        var mark = change((await BucketStore.ReadAsync(_store, split, key))!);
        await _store.WriteAsync(BucketStore.NameOf(split, key), mark.ToJson());
        return mark;
    }

    private Task WriteManifestAsync(DatasetManifest manifest) => _store.WriteAsync("versions/0001/manifest.json", manifest.ToJson());

    private async Task<List<string>> CodesAsync() => [.. (await VerifyAsync()).Problems.Select(static problem => problem.Code)];

    private Task<VerificationReport> VerifyAsync() => new ShardVerifier(_store).VerifyAsync(1);
}
