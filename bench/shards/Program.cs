using System.CommandLine;
using VividMed.Storage.Stores;

namespace VividMed.Bench.Shards;

/// <summary>Measures how fast buckets are written against the disk itself, and how fast small samples are read.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        var buckets = new Option<int>("--buckets") { Description = "Buckets of 64 samples to write", DefaultValueFactory = _ => 8 };
        var picture = new Option<int>("--picture-kb") { Description = "Size of a written picture", DefaultValueFactory = _ => 512 };
        var passes = new Option<int>("--passes") { Description = "How often the small samples are read", DefaultValueFactory = _ => 5 };
        var export = new Option<int>("--export") { Description = "Samples of a version to hand over; then nothing else is measured", DefaultValueFactory = _ => 0 };
        var root = new Option<string?>("--root") { Description = "On which disk: a folder for the files, deleted at the end; a temporary one without it" };
        var command = new RootCommand("Measures writing and reading of shards; prints lines of: name value unit [ratio-to peer]") { buckets, picture, passes, export, root };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = parsed.GetValue(root) is { } place
                ? Directory.CreateDirectory(Path.Combine(place, $"vividmed-bench-{Guid.NewGuid():N}")).FullName
                : Directory.CreateTempSubdirectory("vividmed-bench-").FullName;
            try
            {
                var store = new LocalBlobStore(folder);
                if (parsed.GetValue(export) is > 0 and var samples)
                {
                    await new Exporting(store, folder).MeasureAsync(samples, parsed.GetValue(picture) << 10, cancellationToken);
                    return 0;
                }

                await new Writing(store, folder).MeasureAsync(parsed.GetValue(buckets), parsed.GetValue(picture) << 10, cancellationToken);
                await new Reading(store).MeasureAsync(parsed.GetValue(passes), cancellationToken);
                return 0;
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        });
        return command.Parse(args).InvokeAsync();
    }
}
