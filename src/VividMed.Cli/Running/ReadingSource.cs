using System.Security.Cryptography;
using VividMed.Evaluation.Pages;
using VividMed.Evaluation.ReaderStudy;
using VividMed.Evaluation.Review;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Cli.Running;

/// <summary>Draws a reader study from a dataset's store and writes its folder.</summary>
internal static class ReadingSource
{
    private const string Readers = "readers";
    private const string Cases = "cases";

    /// <summary>Writes the folder; study.json, which seals the key, is its last file.</summary>
    /// <param name="split">Only studies of it; null for all.</param>
    /// <exception cref="CliException">The folder holds something already.</exception>
    public static async Task<ReadingDesign> MakeAsync(
        IBlobStore store, int version, string? split, ReadingPlan plan, ReadingAssumptions assumed, string folder, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new CliException($"{folder} is not empty: give a new folder, so that no key that was sealed is lost");
        }

        var power = ReadingPower.Of(plan, assumed);
        var sampler = new CaseSampler(plan);
        await foreach (var (sample, _) in VersionReader.ReadAsync(store, version, withImages: false, cancellationToken))
        {
            if (split is null || sample.Split == split) sampler.Add(sample);
        }

        var manifest = await DatasetManifest.LoadAsync(store, version, cancellationToken);
        var digest = Convert.ToHexStringLower(SHA256.HashData(manifest.ToJson()));
        var pack = ReadingPack.Of(plan, sampler.Draw(), digest);
        await WriteCasesAsync(store, version, pack, folder, cancellationToken);
        WriteReaders(pack, folder);
        ReviewFiles.Write(ReadingFiles.Key(folder), pack.Key);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(ReadingFiles.Key(folder), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var design = new ReadingDesign(
            ReadingDesign.SchemaVersion, pack.Key.Study, manifest.DatasetId, version, manifest.Recipe.Digest, digest, plan, pack.CountErrors(),
            power, ReadingFiles.DigestOf(ReadingFiles.Key(folder)), pack.Readings);
        await File.WriteAllTextAsync(Path.Combine(folder, "README.md"), ReadingNotes.Readme(design), cancellationToken);
        ReviewFiles.Write(ReadingFiles.Design(folder), design);
        return design;
    }

    /// <summary>The analysis of a folder with the answers that were handed in.</summary>
    public static ReadingAnalysis Analyze(string folder, IEnumerable<string> answers, ReadingScorer scorer)
    {
        var design = ReadingFiles.ReadDesign(folder);
        return ReadingAnalysis.Of(design, ReadingFiles.ReadKey(folder, design), [.. answers.Select(path => ReadingFiles.ReadAnswers(path, design))], scorer);
    }

    /// <summary>Answers of every reader, each file as a reader's page would save it.</summary>
    public static int Simulate(string folder, SimulatedReader reader, string into)
    {
        var design = ReadingFiles.ReadDesign(folder);
        var answers = reader.Answer(design, ReadingFiles.ReadKey(folder, design));
        Directory.CreateDirectory(into);
        foreach (var own in answers) ReviewFiles.Write(Path.Combine(into, $"answers-{own.Reader}-period-{own.Period}.json"), own);
        return answers.Count;
    }

    private static async Task WriteCasesAsync(IBlobStore store, int version, ReadingPack pack, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(folder, Cases));
        var wanted = pack.Cases.ToDictionary(static one => one.Sample.Study, StringComparer.Ordinal);
        await foreach (var stored in VersionReader.ReadAsync(store, version, withImages: true, cancellationToken))
        {
            if (!wanted.TryGetValue(stored.Sample.Study, out var drawn)) continue;
            foreach (var arm in ReadingArms.All)
            {
                await File.WriteAllTextAsync(Path.Combine(folder, Cases, ReadingPeriodPage.FileOf(drawn.Name, arm)), ReadingCasePage.Render(drawn, arm, stored), cancellationToken);
            }
        }
    }

    private static void WriteReaders(ReadingPack pack, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, Readers));
        foreach (var reader in pack.Readings.GroupBy(static reading => reading.Reader, StringComparer.Ordinal))
        {
            File.WriteAllText(Path.Combine(folder, Readers, $"{reader.Key}.csv"), ReadingNotes.Worklist(reader));
            foreach (var period in reader.GroupBy(static reading => reading.Period))
            {
                File.WriteAllText(Path.Combine(folder, Readers, $"{reader.Key}-period-{period.Key}.html"), ReadingPeriodPage.Render(pack.Key.Study, [.. period], $"../{Cases}"));
            }
        }
    }
}
