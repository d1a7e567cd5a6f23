using System.Globalization;
using System.Text.Json.Nodes;
using VividMed.Shards.Archives;
using VividMed.Shards.Buckets;
using VividMed.Shards.Versions;

namespace VividMed.Shards.Publishing;

/// <summary>
/// The version as Croissant 1.0 (JSON-LD metadata of ML datasets): one file object with SHA-256 an archive, and of each split a file set of
/// records, one of pictures, and a record set.
/// </summary>
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
        var buckets = DatasetManifest.InOrder(manifest.Buckets).Where(static bucket => bucket.Records is not null).ToList();
        var splits = buckets.GroupBy(static bucket => bucket.Split, StringComparer.Ordinal).ToList();
        var root = new JsonObject
        {
            ["@context"] = JsonNode.Parse(Context),
            ["@type"] = "sc:Dataset",
            ["conformsTo"] = "http://mlcommons.org/croissant/1.0",
            ["name"] = $"{manifest.Dataset}-grounded",
            ["description"] = $"Radiology studies of {manifest.Dataset} with reports whose key phrases are tied to boxes and masks."
                + (manifest.Recipe.Miniatures is null ? "" : " No clinical meaning: the regions were found by models that know synthetic phantoms alone."),
            ["version"] = $"{manifest.Version}.0.0",
            ["isLiveDataset"] = false,
            ["rai:dataCollection"] = "Regions were made by models and checked by rules, or drawn by a reviewer who corrected them (model: review); each carries its score, model and grade.",
            ["distribution"] = new JsonArray(
                [.. buckets.SelectMany(static bucket => bucket.Archives()).Select(FileObject), .. splits.SelectMany(FileSets)]),
            ["recordSet"] = new JsonArray([.. splits.Select(static split => RecordSet(split.Key))]),
        };
        return CanonicalJson.Write<JsonNode>(root);
    }

    private static JsonNode FileObject(ShardFile file) => new JsonObject
    {
        ["@type"] = "cr:FileObject",
        ["@id"] = file.Name,
        ["name"] = file.Name,
        // This file lies in the version's folder, two below the store's root.
        ["contentUrl"] = $"../../{file.Name}",
        ["encodingFormat"] = "application/x-tar",
        ["contentSize"] = file.Bytes.ToString(CultureInfo.InvariantCulture) + " B",
        ["sha256"] = file.Sha256,
    };

    private static IEnumerable<JsonNode> FileSets(IGrouping<string, BucketEntry> split) =>
    [
        FileSet($"{split.Key}-records", split.Select(static bucket => bucket.Records), "application/vnd.msgpack", "*" + ShardNames.RecordSuffix),
        FileSet($"{split.Key}-pictures-png", split.Select(static bucket => bucket.Pictures), "image/png", "*.png"),
        FileSet($"{split.Key}-pictures-nifti", split.Select(static bucket => bucket.Pictures), "application/gzip", "*.nii.gz"),
    ];

    private static JsonNode FileSet(string id, IEnumerable<ShardFile?> archives, string format, string includes) => new JsonObject
    {
        ["@type"] = "cr:FileSet",
        ["@id"] = id,
        ["name"] = id,
        ["containedIn"] = new JsonArray([.. archives.OfType<ShardFile>().Select(static archive => new JsonObject { ["@id"] = archive.Name })]),
        ["encodingFormat"] = format,
        ["includes"] = includes,
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
                ["description"] = "The sample as a MessagePack map with string keys; its images are the members of the same key among the pictures.",
                ["dataType"] = "sc:Text",
                ["source"] = new JsonObject
                {
                    ["fileSet"] = new JsonObject { ["@id"] = $"{split}-records" },
                    ["extract"] = new JsonObject { ["fileProperty"] = "content" },
                },
            }),
    };
}
