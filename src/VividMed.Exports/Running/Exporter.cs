using System.Runtime.CompilerServices;
using System.Text.Json;
using VividMed.Exports.Families;
using VividMed.Exports.Output;
using VividMed.Exports.Planning;
using VividMed.Grounding;
using VividMed.Shards;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;
using VividMed.Taxonomy;

namespace VividMed.Exports.Running;

/// <summary>
/// Hands a version over: looks at every record, then writes group after group with a few samples in memory. An export that was killed goes on
/// with the groups that it lacks, and ends with the bytes of one that was not.
/// </summary>
public sealed class Exporter(IBlobStore store, ExportRequest request)
{
    private const string LeftOutName = "left-out.jsonl";

    /// <summary>Records in memory beside the one that is looked at.</summary>
    private const int LookedAhead = 32;

    /// <summary>Samples in memory, volumes among them, beside the one that is written.</summary>
    private static readonly int WrittenAhead = Math.Clamp(Environment.ProcessorCount, 2, 4);

    /// <summary>Writes what is not there yet; an export that is there already is left as it is.</summary>
    /// <exception cref="ExportException">A sample speaks against it, or the folder holds another export.</exception>
    /// <exception cref="ShardException">The version is not there or damaged.</exception>
    public async Task<ExportManifest> RunAsync(IProgress<CountedWork>? progress = null, CancellationToken cancellationToken = default)
    {
        var version = await DatasetManifest.LoadAsync(store, request.Version, cancellationToken);
        var family = ExportFamilies.Create(request.Family, request.Options);
        var prefix = ExportKey.PrefixOf(version);
        var filter = request.Options.Filter;
        var planner = new SamplePlanner(prefix, filter, family.Pictures);
        var description = Describe(version, family, prefix);
        var folder = new ExportFolder(request.Folder);
        if (await FindAsync(folder, description, cancellationToken) is { } there) return there;

        var survey = new ExportSurvey(family, planner, filter, request.LeavesOut);
        var buckets = version.Buckets.Where(bucket => bucket.Records is not null && (filter.Splits.Count == 0 || filter.Splits.Contains(bucket.Split, StringComparer.Ordinal))).ToList();
        var all = 2 * buckets.Sum(static bucket => bucket.Samples);
        var left = await LookAsync(buckets, survey, looked => progress?.Report(new CountedWork(looked, all)), cancellationToken);
        if (survey.Samples == 0) throw new ExportException("nothing-to-export", $"Version {version.Version} has no sample that the filter lets through.");
        family.Settle(survey.Counts);

        var journal = await ExportJournal.OpenAsync(folder, PlanOf(description), cancellationToken);
        folder.ClearUnfinished();
        var files = new List<ExportFile>();
        if (left.Length > 0) files.Add(await folder.WriteAsync(LeftOutName, left, cancellationToken));
        List<FinishedGroup> groups = [];
        if (family.WritesSamples)
        {
            await using var dealing = new GroupDealer(family, folder, journal, request.SamplesPerFile ?? family.SamplesPerFile);
            await WriteAsync(buckets, planner, survey, dealing, () => progress?.Report(new CountedWork((all / 2) + dealing.Samples, all)), cancellationToken);
            groups = await dealing.FinishAsync(cancellationToken);
        }

        files.AddRange(groups.SelectMany(static group => group.Files));
        files.AddRange(await family.FinishAsync(folder, version, groups, cancellationToken));
        return await FinishAsync(folder, description, survey, files, journal, cancellationToken);
    }

    /// <summary>The first pass, over records alone: what is left out, a line each.</summary>
    private async Task<byte[]> LookAsync(List<BucketEntry> buckets, ExportSurvey survey, Action<long> done, CancellationToken cancellationToken)
    {
        using var left = new MemoryStream();
        var looked = 0L;
        await foreach (var (bucket, sample) in ReadAhead.Of(RecordsAsync(buckets, cancellationToken), LookedAhead, cancellationToken))
        {
            foreach (var one in survey.Look(bucket, sample)) left.Write([.. JsonSerializer.SerializeToUtf8Bytes(one, ExportJson.Line), (byte)'\n']);
            done(++looked);
        }

        return left.ToArray();
    }

    private async IAsyncEnumerable<(BucketEntry Bucket, Sample Sample)> RecordsAsync(List<BucketEntry> buckets, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var bucket in buckets)
        {
            await foreach (var (sample, _) in VersionReader.ReadAsync(store, bucket, withImages: false, cancellationToken)) yield return (bucket, sample);
        }
    }

    private static async Task<ExportManifest> FinishAsync(
        ExportFolder folder, ExportManifest description, ExportSurvey survey, List<ExportFile> files, ExportJournal journal, CancellationToken cancellationToken)
    {
        var manifest = description with
        {
            Samples = survey.Samples,
            Counts = survey.Counts.ByName,
            PassedOver = survey.PassedOver.ByName,
            LeftOut = survey.LeftOut.ByName,
            Files = [.. files.OrderBy(static file => file.Name, StringComparer.Ordinal)],
        };
        await folder.WriteAsync(ExportManifest.FileName, ExportJson.File(manifest), cancellationToken);
        journal.Delete();
        return manifest;
    }

    /// <summary>The second pass: the next samples are read and made ready while one is written.</summary>
    private async Task WriteAsync(
        List<BucketEntry> buckets, SamplePlanner planner, ExportSurvey survey, GroupDealer dealing, Action done, CancellationToken cancellationToken)
    {
        await foreach (var (deal, ready) in ReadAhead.Of(PrepareAsync(buckets, planner, survey, dealing, cancellationToken), WrittenAhead, cancellationToken))
        {
            await dealing.AddAsync(deal, ready is null ? null : await ready, cancellationToken);
            done();
        }
    }

    private async IAsyncEnumerable<(Deal Deal, Task<Func<CancellationToken, Task>>? Ready)> PrepareAsync(
        List<BucketEntry> buckets, SamplePlanner planner, ExportSurvey survey, GroupDealer dealing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Deal? next = null;
        // Asked in order, before a sample's pictures are read: those of groups that are done are passed over.
        bool Wants(Sample sample)
        {
            if (!ReferenceEquals(next?.Sample.Sample, sample)) next = survey.Takes(sample) ? dealing.Next(planner.Plan(sample)) : null;
            return next?.Writer is not null;
        }

        foreach (var bucket in buckets)
        {
            await foreach (var stored in VersionReader.ReadAsync(store, bucket, Wants, cancellationToken))
            {
                if (next is not { } deal || !ReferenceEquals(deal.Sample.Sample, stored.Sample)) continue;
                yield return (deal, deal.Writer is { } writer
                    ? Task.Run(() => writer.Prepare(deal.Sample, deal.Ordinal, new SamplePictures(stored, dealing.Pictures)), cancellationToken)
                    : null);
            }
        }
    }

    /// <summary>The export that is there already and whole; null where there is none.</summary>
    private static async Task<ExportManifest?> FindAsync(ExportFolder folder, ExportManifest description, CancellationToken cancellationToken)
    {
        var path = folder.PathOf(ExportManifest.FileName);
        if (!File.Exists(path)) return null;
        ExportManifest? there;
        try
        {
            there = JsonSerializer.Deserialize<ExportManifest>(await File.ReadAllBytesAsync(path, cancellationToken), ExportJson.Pretty);
        }
        catch (JsonException)
        {
            there = null;
        }

        if (there is null || PlanOf(there) != PlanOf(description))
        {
            throw new ExportException("other-export", $"{folder.Root} holds another export: give another --out, or delete that folder.");
        }

        return there.Files.All(file => file.Name.EndsWith('/') ? Directory.Exists(folder.PathOf(file.Name)) : new FileInfo(folder.PathOf(file.Name)) is { Exists: true } one && one.Length == file.Bytes)
            ? there
            : null;
    }

    /// <summary>What was asked for, without what came of it.</summary>
    private static string PlanOf(ExportManifest manifest) => Sha256.Of(ExportJson.File(manifest with
    {
        Samples = 0,
        Counts = Nothing,
        PassedOver = Nothing,
        LeftOut = Nothing,
        Files = [],
    }));

    private static Dictionary<string, long> Nothing => [];

    private ExportManifest Describe(DatasetManifest version, ExportFamily family, string prefix)
    {
        var (options, filter) = (request.Options, request.Options.Filter);
        string[]? ids = filter.Ids is { } some ? [.. some.Order(StringComparer.Ordinal)] : null;
        return new(
            ExportManifest.SchemaVersion, family.Name, version.Dataset, version.DatasetId, version.Version, version.Recipe.Digest, prefix,
            new ExportForm(
                family.Coordinates?.Name ?? "voxels", family.Coordinates?.Meaning ?? "voxels of the stored image, [x0, y0, (z0,) x1, y1(, z1)]",
                family.Pictures.Meaning, family.Pictures.SliceRule, family.Tokens?.Meaning, family.Tokens is null ? null : options.MaxTokens ?? family.Tokens.Most,
                "a line that is longer is left out and listed; nothing is cut", "code points", request.SamplesPerFile ?? family.SamplesPerFile),
            new ExportSelection(
                [.. filter.Splits.Order(StringComparer.Ordinal)], filter.Modality?.Code(), [.. filter.Targets.Order(StringComparer.Ordinal)], filter.Grade?.ToString(), filter.Confidence,
                ids?.Length, ids is null ? null : Sha256.Of(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', ids))),
                [.. options.Tasks.Order().Select(static task => task.ToString().ToLowerInvariant())], options.Negatives),
            Samples: 0, Nothing, Nothing, Nothing, []);
    }
}
