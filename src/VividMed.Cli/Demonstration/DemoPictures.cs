using VividMed.Cli.Configuration;
using VividMed.Imaging.Png;
using VividMed.Shards.Archives;
using VividMed.Shards.Pictures;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Demonstration;

/// <summary>Draws the samples of the demo that show most: those with the most grounded phrases of each dataset.</summary>
internal static class DemoPictures
{
    private const int PerDataset = 3;

    public static async Task<IReadOnlyList<string>> DrawAsync(DemoOptions options, CorpusResult result, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.Pictures);
        var pictures = new List<string>();
        foreach (var (dataset, run) in options.Datasets.Zip(result.Runs))
        {
            var store = BlobStoreFactory.Open(options.Store(dataset), ProcessSecrets.Storage);
            var version = DatasetLayout.VersionOf(run.Version!)!.Value;
            var chosen = await VersionReader.ReadAsync(store, version, withImages: false, cancellationToken)
                .Select(stored => stored.Sample)
                .OrderByDescending(
                    sample => sample.Phrases.Where(phrase => phrase.Regions.Count > 0).Select(phrase => phrase.Target).Distinct().Count())
                .ThenBy(sample => sample.Id)
                .Take(PerDataset)
                .Select(sample => sample.Id)
                .ToHashSetAsync(cancellationToken: cancellationToken);
            await foreach (var stored in VersionReader.ReadAsync(store, version, withImages: true, cancellationToken))
            {
                if (!chosen.Contains(stored.Sample.Id)) continue;
                var file = Path.Combine(options.Pictures, $"{dataset}-{SampleKey.Of(stored.Sample.Id)}.png");
                await using var png = File.Create(file);
                PngCodec.WriteRgb(png, SamplePicture.Paint(stored));
                pictures.Add(file);
            }
        }

        return pictures;
    }
}
