using System.CommandLine;
using VividMed.Cli.Experiments;
using VividMed.Cli.Output;
using VividMed.Training.Experiments.Plans;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Cli.CommandOptions;

/// <summary>Options that all experiments share.</summary>
/// <param name="cxr">phantom radiographs where no shards are given</param>
/// <param name="ct">phantom scans</param>
/// <param name="mr">phantom MR of heads, for the comparison of modalities alone</param>
internal sealed class ExperimentFlags(int cxr, int ct, int mr, ExperimentKind kind)
{
    private static readonly ExperimentOptions Usual = new();

    private readonly Option<string> _out = CommonOptions.Out("Folder of the experiment: phantoms, a file a training, report.json and report.md. Given again after an interruption, it trains what is missing");
    private readonly Option<string[]> _shards = new("--shards") { Description = "The stores whose newest versions are learned from and measured on; without it phantoms are made", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _truth = new("--truth") { Description = "With --shards of phantoms: the folder of their truth.json" };
    private readonly Option<int> _cxr = NumberOptions.Count("--cxr", cxr, "Phantom radiographs");
    private readonly Option<int> _ct = NumberOptions.Count("--ct", ct, "Phantom scans");
    private readonly Option<int> _mr = NumberOptions.Count("--mr", mr, "Phantom MR of heads");
    private readonly Option<int> _seeds = NumberOptions.Count("--seeds", Usual.Seeds, "Trainings of each arm", least: 1, most: 100);
    private readonly Option<int> _seed = NumberOptions.Seed(1);
    private readonly Option<int> _steps = NumberOptions.Count("--steps", Usual.Steps, "Steps of each training", least: 1);
    private readonly Option<int> _batch = NumberOptions.Count("--batch", Usual.Batch, "Studies a step", least: 1);
    private readonly Option<int> _threads = NumberOptions.Count("--threads", Usual.Threads, "Threads of the tensor library; another number may give other figures", least: 1, most: 1_024);
    private readonly Option<int> _most = NumberOptions.Count("--most", Usual.MostHeldOut, "Most held-out studies", least: 1);
    private readonly Option<int> _resamples = NumberOptions.Count("--resamples", Usual.Resamples, "Draws of patients behind intervals; 0 for none, and then no effect is told");
    private readonly Option<bool> _large = new("--usual-size") { Description = "The size of network that vividmed train has, instead of a smaller and faster one" };
    private readonly Option<bool> _full = new("--full-grid") { Description = "Every level of noise, each with every share of the patients; many trainings" };
    private readonly Option<int> _unseen = NumberOptions.Count("--unseen", OpenSetDefaults.Unseen, "Findings that the heads are never shown", least: 1, most: 100);
    private readonly Option<double> _callShare = NumberOptions.Share("--call-share", "Share of conversations that teach to call a localizer for them", OpenSetDefaults.CallShare);
    private readonly Option<double> _failedCalls = NumberOptions.Share("--failed-calls", "Share of calls that fail where the localizer is measured failing", OpenSetDefaults.FailedCalls);
    private readonly Option<string> _models = CommonOptions.Models();
    private readonly Option<OutputFormat> _output = CommonOptions.Output();

    public IReadOnlyList<Option> All =>
        [_out, _shards, _truth, _cxr, _ct, .. Own, _seeds, _seed, _steps, _batch, _threads, _most, _resamples, _large, _models, _output];

    private IEnumerable<Option> Own => kind switch
    {
        ExperimentKind.CrossModality => [_mr],
        ExperimentKind.Quality => [_full],
        ExperimentKind.OpenSet => [_unseen, _callShare, _failedCalls],
        _ => [],
    };

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_output) == OutputFormat.Json;

    public ExperimentSetting Read(ParseResult parsed) => new(
        Path.GetFullPath(parsed.GetRequiredValue(_out)), Path.GetFullPath(parsed.GetRequiredValue(_models)), parsed.GetValue(_shards) ?? [], parsed.GetValue(_truth),
        parsed.GetValue(_cxr), parsed.GetValue(_ct), kind == ExperimentKind.CrossModality ? parsed.GetValue(_mr) : 0,
        new ExperimentOptions
        {
            Seeds = parsed.GetValue(_seeds), Seed = parsed.GetValue(_seed), Steps = parsed.GetValue(_steps), Batch = parsed.GetValue(_batch), Threads = parsed.GetValue(_threads),
            MostHeldOut = parsed.GetValue(_most), Resamples = parsed.GetValue(_resamples), FullGrid = kind == ExperimentKind.Quality && parsed.GetValue(_full),
            Unseen = kind == ExperimentKind.OpenSet ? parsed.GetValue(_unseen) : null,
            CallShare = kind == ExperimentKind.OpenSet ? parsed.GetValue(_callShare) : null,
            FailedCalls = kind == ExperimentKind.OpenSet ? parsed.GetValue(_failedCalls) : null,
            Network = parsed.GetValue(_large) ? new NetworkOptions() : Usual.Network,
        });
}
