using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VividMed.Bench.Scale;

/// <summary>One dataset with its output and its own lexicon, and every command that was given over it.</summary>
internal sealed class Bench(Vividmed vividmed, string folder, string models)
{
    private readonly List<(string Step, int Studies, Outcome Outcome)> _steps = [];

    public string Source => Path.Combine(folder, "source");

    private string Models => Path.Combine(folder, "models");

    private string Store => Path.Combine(folder, "out");

    /// <summary>Folders to begin with: a lexicon that may be changed, no output.</summary>
    public void Prepare()
    {
        Directory.CreateDirectory(Source);
        Directory.CreateDirectory(Models);
        if (Directory.Exists(Store)) Directory.Delete(Store, recursive: true);
        File.Copy(Path.Combine(models, "taxonomy.json"), Path.Combine(Models, "taxonomy.json"), overwrite: true);
    }

    /// <summary>A synonym that no report has: every record is written again, and none says anything else.</summary>
    public void ChangeLexicon()
    {
        var file = Path.Combine(Models, "taxonomy.json");
        var taxonomy = JsonNode.Parse(File.ReadAllText(file))!;
        taxonomy["targets"]![0]!["synonyms"]!.AsArray().Add("pulmo cuius nemo meminit");
        File.WriteAllText(file, taxonomy.ToJsonString());
    }

    /// <summary>Brings the dataset to the present and checks that nothing got lost on the way.</summary>
    /// <param name="milliseconds">Accounted for each image, and not waited for.</param>
    public async Task<Outcome> RunAsync(string step, int studies, double milliseconds, CancellationToken cancellationToken)
    {
        var simulated = milliseconds.ToString(CultureInfo.InvariantCulture);
        string[] command = ["run", "--dataset", "cxr-csv", "--root", Source, "--out", Store, "--models", Models, "--simulate-inference", simulated, "--output", "json"];
        var outcome = await vividmed.RunAsync(command, cancellationToken);
        var totals = JsonNode.Parse(outcome.Output)!["totals"]!;
        Expect(step, "written", totals["written"]!.GetValue<int>(), studies);
        Tell(step, studies, outcome);
        return outcome;
    }

    /// <summary>Reads the newest version back: sound, and each study once.</summary>
    public async Task VerifyAsync(int version, int studies, CancellationToken cancellationToken)
    {
        string[] command = ["shards", "verify", "--shards", Store, "--version", version.ToString(CultureInfo.InvariantCulture), "--output", "json"];
        var outcome = await vividmed.RunAsync(command, cancellationToken);
        using var said = JsonDocument.Parse(outcome.Output);
        Expect($"verify-{version}", "samples", said.RootElement.GetProperty("report").GetProperty("samples").GetInt32(), studies);
        Tell($"verify-{version}", studies, outcome);
    }

    /// <summary>All steps as a Markdown table.</summary>
    public void WriteTable()
    {
        Console.Out.WriteLine("| step | studies | seconds | studies a second | processor seconds | peak memory (MB) |");
        Console.Out.WriteLine("|---|---|---|---|---|---|");
        foreach (var (step, studies, outcome) in _steps)
        {
            Console.Out.WriteLine(FormattableString.Invariant(
                $"| {step} | {studies:N0} | {outcome.Seconds:F1} | {studies / outcome.Seconds:N0} | {outcome.ProcessorSeconds:F1} | {outcome.PeakBytes / 1e6:F0} |"));
        }
    }

    private static void Expect(string step, string what, int value, int expected)
    {
        if (value != expected) throw new InvalidOperationException($"{step}: {value} {what} instead of {expected}");
    }

    private void Tell(string step, int studies, Outcome outcome)
    {
        _steps.Add((step, studies, outcome));
        Figures.Write($"scale.{step}", outcome.Seconds, "s");
        Figures.Write($"scale.{step}.processor", outcome.ProcessorSeconds, "s");
        Figures.Write($"scale.{step}.peak", outcome.PeakBytes / 1e6, "MB");
    }
}
