using VividMed.Grounding;
using VividMed.Shards.Archives;
using VividMed.Shards.Buckets;
using VividMed.Shards.Duplicates;
using VividMed.Shards.Quality;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Repacking;

/// <summary>Makes one bucket of studies of several: records and pictures are copied, nothing is decoded or asked for again.</summary>
internal sealed class BucketJoin(IBlobStore store, string rendering, PlannedImages images)
{
    public async Task<BucketMark> WriteAsync(IReadOnlyList<RepackedStudy> studies, CancellationToken cancellationToken)
    {
        var (recipe, split) = (studies[0].From.Recipe, studies[0].From.Split);
        var inputs = studies.Select(static study => study.Study).OrderBy(static study => study.Study, SampleKey.Order).ToArray();
        var key = BucketKey.Of(recipe, split, inputs);
        if (await BucketStore.FindWholeAsync(store, split, key, cancellationToken) is { } standing) return standing;

        var wanted = inputs.Select(static study => study.Study).ToHashSet(StringComparer.Ordinal);
        var (samples, parts) = (new List<Sample>(), new List<PicturePart>());
        var sources = studies.Select(static study => study.From).Distinct().ToList();
        foreach (var from in sources.Where(static from => from.Records is not null))
        {
            var own = await ShardReader.ReadAsync(store, from.Records!.Name, withImages: false, cancellationToken: cancellationToken)
                .Select(static stored => stored.Sample).Where(sample => wanted.Contains(sample.Study)).ToListAsync(cancellationToken);
            if (own.Count == 0) continue;
            samples.AddRange(own);
            parts.Add(new PicturePart(from.Pictures!, [.. own.Select(images.ContentOf)]));
        }

        var pictures = parts.Count == 0 ? null : await PictureWriter.JoinAsync(store, split, rendering, parts, cancellationToken);
        var records = samples.Count == 0 ? null : await RecordArchive.PublishAsync(store, split, key, samples, cancellationToken);
        var lost = sources.SelectMany(static from => from.Quarantine).Where(study => wanted.Contains(study.Study));
        return await BucketStore.PublishAsync(
            store,
            new BucketMark(
                BucketMark.SchemaVersion, key, split, recipe, inputs, records?.File, pictures, records?.Statistics ?? new ShardStatistics(),
                [.. lost], Models(sources))
            {
                Fingerprints = Fingerprints(sources, wanted),
                LeftOut = [.. sources.SelectMany(static from => from.LeftOut ?? []).Where(study => wanted.Contains(study.Study))],
            },
            cancellationToken);
    }

    /// <summary>Null where parts have none, or not of one method: then the bucket's images count as unmeasured.</summary>
    private static BucketFingerprints? Fingerprints(List<BucketMark> sources, HashSet<string> wanted)
    {
        var parts = sources.Select(static from => from.Fingerprints).OfType<BucketFingerprints>().ToList();
        return parts.Count == sources.Count && parts.DistinctBy(static part => part.Method).Count() == 1
            ? new BucketFingerprints(parts[0].Method, [.. parts.SelectMany(static part => part.Studies).Where(study => wanted.Contains(study.Study))])
            : null;
    }

    /// <summary>Parts may have been made on different machines: then the bucket says both, as versions do.</summary>
    private static Dictionary<string, string> Models(IEnumerable<BucketMark> sources) => sources.SelectMany(static from => from.Models)
        .GroupBy(static model => model.Key, static model => model.Value, StringComparer.Ordinal)
        .ToDictionary(
            static model => model.Key,
            static model => string.Join("; ", model.SelectMany(static value => value.Split("; ")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
            StringComparer.Ordinal);
}
