using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using VividMed.Shards.Buckets;
using VividMed.Shards.Publishing;
using VividMed.Shards.Versions;

namespace VividMed.Shards.Tests.Publishing;

public sealed class CroissantTests
{
    private static readonly Gen<BucketEntry[]> Buckets = Gen.Select(
        Gen.OneOf("train", "validate", "test"), Gen.Int[0, 99], Gen.Long[1, 1L << 40], Gen.Bool)
        .Select(static (split, key, bytes, empty) => Entry(split, $"k{key}", bytes, empty))
        .Array[1, 12].Select(static buckets => buckets.DistinctBy(static bucket => (bucket.Split, bucket.Key)).ToArray());

    [Fact]
    public void Every_name_that_is_referred_to_is_declared_once() => Buckets.Sample(static buckets =>
    {
        var root = Render(buckets);
        var declared = root["distribution"]!.AsArray().Concat(root["recordSet"]!.AsArray())
            .Concat(root["recordSet"]!.AsArray().SelectMany(static set => set!["field"]!.AsArray()))
            .Select(static node => (string)node!["@id"]!).ToList();
        Assert.Distinct(declared);
        var referred = Objects(root).Where(static node => node.Count == 1 && node.ContainsKey("@id"))
            .Select(static node => (string)node["@id"]!);
        Assert.Subset(declared.ToHashSet(StringComparer.Ordinal), referred.ToHashSet(StringComparer.Ordinal));
    });

    [Fact]
    public void Every_archive_is_told_with_its_size_and_lies_in_the_sets_of_its_own_split() => Buckets.Sample(static buckets =>
    {
        var distribution = Render(buckets)["distribution"]!.AsArray();
        var sizes = distribution.Where(static node => (string?)node!["@type"] == "cr:FileObject")
            .ToDictionary(static node => (string)node!["@id"]!, static node => (string)node!["contentSize"]!);
        Assert.Equal(
            buckets.SelectMany(static bucket => bucket.Archives()).ToDictionary(static file => file.Name, static file => file.Bytes.ToString(CultureInfo.InvariantCulture) + " B"),
            sizes);
        foreach (var set in distribution.Where(static node => (string?)node!["@type"] == "cr:FileSet"))
        {
            var split = ((string)set!["@id"]!).Split('-')[0];
            var pictures = ((string)set["@id"]!).Contains("pictures", StringComparison.Ordinal);
            Assert.Equal(
                buckets.Where(bucket => bucket.Split == split && bucket.Records is not null)
                    .Select(bucket => pictures ? bucket.Pictures!.Name : bucket.Records!.Name).Order(StringComparer.Ordinal),
                set["containedIn"]!.AsArray().Select(static file => (string)file!["@id"]!).Order(StringComparer.Ordinal));
        }
    });

    [Fact]
    public void The_order_in_which_buckets_were_collected_leaves_no_trace() => Buckets.Sample(static buckets =>
        Croissant.Render(TestBuckets.ManifestOf(3, buckets)).SequenceEqual(Croissant.Render(TestBuckets.ManifestOf(3, buckets.Reverse()))));

    [Fact]
    public void The_keywords_that_consumers_look_for_are_those_of_the_published_context()
    {
        var root = Render([Entry("train", "k1", 1, empty: false)]);
        Assert.Equal(
            ("sc:Dataset", "3.0.0", "mimic-cxr-grounded"), ((string)root["@type"]!, (string)root["version"]!, (string)root["name"]!));
        var context = root["@context"]!;
        Assert.Equal(
            ("cr:recordSet", "cr:fileObject", "@vocab"),
            ((string)context["recordSet"]!, (string)context["fileObject"]!, (string)context["dataType"]!["@type"]!));
        Assert.Equal(
            ["*.msg", "*.png", "*.nii.gz"],
            root["distribution"]!.AsArray().Where(static node => (string?)node!["@type"] == "cr:FileSet").Select(static node => (string)node!["includes"]!));
    }

    private static BucketEntry Entry(string split, string key, long bytes, bool empty) => empty
        ? new(key, split, null, null, 0, 0, 0, 1)
        : new(key, split, new(RecordArchive.NameOf(split, key), "aa", bytes), new(PictureArchive.NameOf(split, key), "bb", bytes + 1), 1, 2, 1, 0);

    private static JsonNode Render(BucketEntry[] buckets) => JsonNode.Parse(Croissant.Render(TestBuckets.ManifestOf(3, buckets)))!;

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject item => item.Where(static pair => pair.Key != "@context").SelectMany(static pair => Objects(pair.Value)).Prepend(item),
        JsonArray items => items.SelectMany(Objects),
        _ => [],
    };
}
