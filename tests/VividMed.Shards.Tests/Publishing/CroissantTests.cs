using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using VividMed.Shards.Publishing;
using VividMed.Shards.Tests.Versions;
using VividMed.Shards.Versions;

namespace VividMed.Shards.Tests.Publishing;

public sealed class CroissantTests
{
    private static readonly Gen<ShardEntry[]> Shards = Gen.Select(
        Gen.OneOf("train", "validate", "test"), Gen.Int[0, 99], Gen.Long[1, 1L << 40])
        .Select(static (split, partition, bytes) => new ShardEntry(DatasetLayout.Shard(split, partition), split, "aa", bytes, 1, 2, 1))
        .Array[1, 12].Select(static shards => shards.DistinctBy(static shard => shard.Name).ToArray());

    [Fact]
    public void Every_name_that_is_referred_to_is_declared_once() => Shards.Sample(static shards =>
    {
        var root = Render(shards);
        var declared = root["distribution"]!.AsArray().Concat(root["recordSet"]!.AsArray())
            .Concat(root["recordSet"]!.AsArray().SelectMany(static set => set!["field"]!.AsArray()))
            .Select(static node => (string)node!["@id"]!).ToList();
        Assert.Distinct(declared);
        var referred = Objects(root).Where(static node => node.Count == 1 && node.ContainsKey("@id"))
            .Select(static node => (string)node["@id"]!);
        Assert.Subset(declared.ToHashSet(StringComparer.Ordinal), referred.ToHashSet(StringComparer.Ordinal));
    });

    [Fact]
    public void Every_shard_lies_in_the_records_of_its_own_split_and_its_size_is_told() => Shards.Sample(static shards =>
    {
        var distribution = Render(shards)["distribution"]!.AsArray();
        var sizes = distribution.Where(static node => (string?)node!["@type"] == "cr:FileObject")
            .ToDictionary(static node => (string)node!["@id"]!, static node => (string)node!["contentSize"]!);
        Assert.Equal(
            shards.ToDictionary(static shard => shard.Name, static shard => shard.Bytes.ToString(CultureInfo.InvariantCulture) + " B"),
            sizes);
        var held = distribution.Where(static node => (string?)node!["@type"] == "cr:FileSet").ToDictionary(
            static node => (string)node!["@id"]!,
            static node => node!["containedIn"]!.AsArray().Select(static shard => (string)shard!["@id"]!).ToArray());
        Assert.Equal(
            shards.GroupBy(static shard => $"{shard.Split}-records").ToDictionary(
                static split => split.Key,
                static split => split.Select(static shard => shard.Name).Order(StringComparer.Ordinal).ToArray()),
            held);
    });

    [Fact]
    public void The_order_in_which_shards_were_collected_leaves_no_trace() => Shards.Sample(static shards =>
        Croissant.Render(TestVersions.ManifestOf(3, "run", shards))
            .SequenceEqual(Croissant.Render(TestVersions.ManifestOf(3, "run", shards.Reverse()))));

    [Fact]
    public void The_keywords_that_consumers_look_for_are_those_of_the_published_context()
    {
        var root = Render([new ShardEntry("train/shard-00000.tar", "train", "aa", 1, 1, 1, 1)]);
        Assert.Equal(
            ("sc:Dataset", "3.0.0", "mimic-cxr-grounded"), ((string)root["@type"]!, (string)root["version"]!, (string)root["name"]!));
        var context = root["@context"]!;
        Assert.Equal(
            ("cr:recordSet", "cr:fileObject", "@vocab"),
            ((string)context["recordSet"]!, (string)context["fileObject"]!, (string)context["dataType"]!["@type"]!));
        Assert.Equal(
            "*.sample.msgpack",
            (string?)root["distribution"]!.AsArray().Single(static node => (string?)node!["@type"] == "cr:FileSet")!["includes"]);
    }

    private static JsonNode Render(ShardEntry[] shards) => JsonNode.Parse(Croissant.Render(TestVersions.ManifestOf(3, "run", shards)))!;

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject item => item.Where(static pair => pair.Key != "@context").SelectMany(static pair => Objects(pair.Value)).Prepend(item),
        JsonArray items => items.SelectMany(Objects),
        _ => [],
    };
}
