using VividMed.Shards.Versions;

namespace VividMed.Exports.Families;

/// <summary>The lists of data files that trainers ask for.</summary>
internal static class TrainerLists
{
    /// <summary>LLaMA-Factory's <c>dataset_info.json</c>: a data set for each file, named after it.</summary>
    public static IEnumerable<(string Name, byte[] Content)> LlamaFactory(DatasetManifest version, IReadOnlyList<FinishedGroup> groups)
    {
        var sets = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            sets[group.Name] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["file_name"] = group.Files[0].Name,
                ["formatting"] = "sharegpt",
                ["columns"] = new Dictionary<string, string>(StringComparer.Ordinal) { ["messages"] = "messages", ["images"] = "images" },
                ["tags"] = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["role_tag"] = "role", ["content_tag"] = "content", ["user_tag"] = "user", ["assistant_tag"] = "assistant",
                },
            };
        }

        yield return ("dataset_info.json", ExportJson.File(sets));
    }

    /// <summary>InternVL's list of data: root, annotation and length of each file, one list a split.</summary>
    public static IEnumerable<(string Name, byte[] Content)> InternVl(DatasetManifest version, IReadOnlyList<FinishedGroup> groups)
    {
        foreach (var split in groups.GroupBy(static group => group.Stratum, StringComparer.Ordinal))
        {
            var sets = new SortedDictionary<string, object>(StringComparer.Ordinal);
            foreach (var group in split)
            {
                sets[group.Name] = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["root"] = ".", ["annotation"] = group.Files[0].Name, ["data_augment"] = false, ["repeat_time"] = 1, ["length"] = group.Files[0].Records ?? 0,
                };
            }

            yield return ($"meta-{split.Key}.json", ExportJson.File(sets));
        }
    }
}
