using VividMed.Evaluation.Annotations;
using VividMed.Shards.Quality;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Demonstration;

/// <summary>What the demo makes. No training steps: no training. No port: no dashboard.</summary>
internal sealed record DemoOptions(string Out, string Models, int Cxr, int Ct, int Seed, int? TrainSteps, int? DashboardPort)
{
    /// <summary>MR of heads, which the demo itself has none of.</summary>
    public int Mr { get; init; }

    public string Phantoms => Path.Combine(Out, "phantom");

    public string Pictures => Path.Combine(Out, "pictures");

    public string StateFile => Path.Combine(Out, "hub.db");

    /// <summary>The datasets that have any studies, by the names of their folders.</summary>
    public IEnumerable<string> Datasets => new[] { (Name: "mimic-cxr", Studies: Cxr), (Name: "ct-rate", Studies: Ct), (Name: "mr-csv", Studies: Mr) }
        .Where(dataset => dataset.Studies > 0)
        .Select(dataset => dataset.Name);

    public string Store(string dataset) => Path.Combine(Out, dataset);

    /// <summary>The shipped base, where the models folder has it.</summary>
    public string? Base => Path.Combine(Models, BaseModel.Id) is var folder && File.Exists(Path.Combine(folder, "network.json")) ? folder : null;
}

/// <summary>What the demo made of one dataset.</summary>
internal sealed record DemoDataset(
    string Dataset, SynthesisProgress Studies, ShardStatistics Yield, int Shards, long Bytes, PhantomAgreement Agreement);

/// <summary>What the demo prints at its end.</summary>
internal sealed record DemoSummary(
    IReadOnlyList<DemoDataset> Datasets, TrainingResult? Training, IReadOnlyList<string> Pictures, string Out);
