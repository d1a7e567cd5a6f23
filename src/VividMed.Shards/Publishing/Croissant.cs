using System.Globalization;
using System.Text.Json.Nodes;
using VividMed.Shards.Archives;
using VividMed.Shards.Versions;

namespace VividMed.Shards.Publishing;

/// <summary>The version as Croissant 1.0 (JSON-LD metadata of ML datasets): one file object with SHA-256 a shard, one record set a split.</summary>
internal static class Croissant
{
    private const string Context = """
        {
          "@language": "en", "@vocab": "https://schema.org/", "sc": "https://schema.org/", "cr": "http://mlcommons.org/croissant/",
          "rai": "http://mlcommons.org/croissant/RAI/", "dct": "http://purl.org/dc/terms/",
          "citeAs": "cr:citeAs", "column": "cr:column", "conformsTo": "dct:conformsTo",
          "data": { "@id": "cr:data", "@type": "@json" }, "dataType": { "@id": "cr:dataType", "@type": "@vocab" },
          "examples": { "@id": "cr:examples", "@type": "@json" }, "extract": "cr:extract", "field": "cr:field",
          "fileObject": "cr:fileObject", "fileProperty": "cr:fileProperty", "fileSet": "cr:fileSet", "format": "cr:format", "includes": "cr:includes",
          "isLiveDataset": "cr:isLiveDataset", "jsonPath": "cr:jsonPath", "key": "cr:key", "md5": "cr:md5", "parentField": "cr:parentField",
          "path": "cr:path", "recordSet": "cr:recordSet", "references": "cr:references", "regex": "cr:regex", "repeated": "cr:repeated",
          "replace": "cr:replace", "separator": "cr:separator", "source": "cr:source", "subField": "cr:subField", "transform": "cr:transform"
        }
        """;

    public static byte[] Render(DatasetManifest manifest)
    {
        var shards = manifest.Shards.OrderBy(static shard => shard.Name, StringComparer.Ordinal).ToList();
        var root = new JsonObject
        {
            ["@context"] = JsonNode.Parse(Context),
            ["@type"] = "sc:Dataset",
            ["conformsTo"] = "http://mlcommons.org/croissant/1.0",
            ["name"] = $"{manifest.Dataset}-grounded",
            ["description"] = $"Radiology studies of {manifest.Dataset} with reports whose key phrases are tied to boxes and masks.",
            ["version"] = $"{manifest.Version}.0.0",
            ["isLiveDataset"] = false,
            ["rai:dataCollection"] = "Regions were made by models and checked by rules, not drawn by people; each carries its score, model and grade.",
            ["distribution"] = new JsonArray([.. shards.Select(static shard => FileObject(shard)), .. shards.GroupBy(static shard => shard.Split, StringComparer.Ordinal).Select(Records)]),
            ["recordSet"] = new JsonArray([.. shards.Select(static shard => shard.Split).Distinct(StringComparer.Ordinal).Select(RecordSet)]),
        };
        return CanonicalJson.Write<JsonNode>(root);
    }

    private static JsonNode FileObject(ShardEntry shard) => new JsonObject
    {
        ["@type"] = "cr:FileObject",
        ["@id"] = shard.Name,
        ["name"] = shard.Name,
        ["contentUrl"] = shard.Name,
        ["encodingFormat"] = "application/x-tar",
        ["contentSize"] = shard.Bytes.ToString(CultureInfo.InvariantCulture) + " B",
        ["sha256"] = shard.Sha256,
    };

    private static JsonNode Records(IGrouping<string, ShardEntry> split) => new JsonObject
    {
        ["@type"] = "cr:FileSet",
        ["@id"] = $"{split.Key}-records",
        ["containedIn"] = new JsonArray([.. split.Select(static shard => new JsonObject { ["@id"] = shard.Name })]),
        ["encodingFormat"] = "application/vnd.msgpack",
        ["includes"] = "*" + ShardNames.RecordSuffix,
    };

    private static JsonNode RecordSet(string split) => new JsonObject
    {
        ["@type"] = "cr:RecordSet",
        ["@id"] = split,
        ["name"] = split,
        ["field"] = new JsonArray(
            new JsonObject
            {
                ["@type"] = "cr:Field",
                ["@id"] = $"{split}/record",
                ["name"] = "record",
                ["description"] = "The sample as a MessagePack map with string keys; its images are the members of the same key.",
                ["dataType"] = "sc:Text",
                ["source"] = new JsonObject
                {
                    ["fileSet"] = new JsonObject { ["@id"] = $"{split}-records" },
                    ["extract"] = new JsonObject { ["fileProperty"] = "content" },
                },
            }),
    };
}
