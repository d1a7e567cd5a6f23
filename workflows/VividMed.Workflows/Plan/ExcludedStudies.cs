using System.Text;
using System.Text.Json;
using VividMed.Shards.Buckets;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;
using VividMed.Workflows.Resources;

namespace VividMed.Workflows.Plan;

/// <summary>A study that takes no part, with its reason code.</summary>
public sealed record ExcludedStudy(string Study, string Reason);

/// <summary>The excluded studies of a version: one file that is named by what is in it.</summary>
internal static class ExcludedStudies
{
    /// <summary>Null where there are none.</summary>
    public static async Task<ShardFile?> PublishAsync(
        IBlobStore store, IReadOnlyCollection<ExcludedStudy> excluded, CancellationToken cancellationToken)
    {
        if (excluded.Count == 0) return null;
        var lines = excluded.OrderBy(static study => study.Study, StringComparer.Ordinal)
            .Select(static study => JsonSerializer.Serialize(study, PipelineJson.Options));
        var content = Encoding.UTF8.GetBytes($"[{string.Join(",\n", lines)}]\n");
        var digest = Sha256.Of(content);
        var name = $"excluded/{digest}.json";
        await store.TryCreateAsync(name, content, cancellationToken);
        return new ShardFile(name, digest, content.Length);
    }
}
