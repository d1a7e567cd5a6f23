using VividMed.Shards.Archives;
using VividMed.Shards.Versions;
using VividMed.Storage.Streams;

namespace VividMed.Exports.Planning;

/// <summary>
/// Names a sample among those of all datasets and versions: dataset, the beginning of its id, version, and the key of the study's id. It
/// holds no dot, so that readers of archives group by it, and fits a file's name.
/// </summary>
public static class ExportKey
{
    private const int LongestStudy = 120;
    private const int IdLength = 8;
    private const int DigestLength = 16;

    /// <summary>What the keys of a version begin with.</summary>
    public static string PrefixOf(DatasetManifest manifest)
    {
        var id = manifest.DatasetId.Length > 0 ? SampleKey.Of(manifest.DatasetId) + "-" : "";
        if (id.Length > IdLength + 1) id = id[..IdLength] + "-";
        return $"{SampleKey.Of(manifest.Dataset)}-{id}v{manifest.Version:D4}-";
    }

    /// <summary>A study's key; of a long id its beginning and the beginning of its digest.</summary>
    public static string Of(string prefix, string id)
    {
        var key = SampleKey.Of(id);
        return key.Length <= LongestStudy
            ? prefix + key
            : $"{prefix}{key[..LongestStudy]}-{Sha256.Of(System.Text.Encoding.UTF8.GetBytes(id))[..DigestLength]}";
    }
}
