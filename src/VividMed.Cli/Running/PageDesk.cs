using VividMed.Cli.Configuration;
using VividMed.Dashboard.Start;
using VividMed.Datasets.Files;
using VividMed.Datasets.Selection;
using VividMed.Storage.Stores;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Running;

/// <summary>Lends the page what 'vividmed plan', 'run' and 'quarantine replay' do, with the settings of this process.</summary>
internal sealed class PageDesk(DurableTaskClient client, TimeProvider time)
{
    /// <param name="output">Where runs write unless somebody says otherwise; null where that is not known.</param>
    public RunDesk Open(string? output) => new(Ask, Again, PlanAsync, StartAsync) { Out = output };

    /// <summary>As the command line has it, where nothing else is said.</summary>
    private SynthesisRequest Ask(RunOrder order)
    {
        var detector = Settings.Current[KnownSettings.Detector]!;
        var anatomy = Settings.Current[KnownSettings.RadiographSegmenter]
            ?? (detector == new SynthesisOptions().Detector ? SynthesisOptions.MiniatureAnatomy : "none");
        var request = new SynthesisRequest
        {
            Run = order.Name.Trim(),
            Dataset = order.Dataset,
            Root = DatasetRoot.Resolve(order.Root.Trim()),
            Out = StoreAddress.Normalize(order.Out.Trim()),
            Models = Path.GetFullPath(Settings.Current[KnownSettings.Models]!),
            Splits = [.. Words(order.Splits).Select(SplitOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Views = [.. Words(order.Views).Select(static word => word.ToUpperInvariant()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Limit = order.Limit,
            Options = new SynthesisOptions
            {
                Detector = detector,
                Segmenter = Settings.Current[KnownSettings.Segmenter]!,
                MrSegmenter = Settings.Current[KnownSettings.MrSegmenter]!,
                RadiographSegmenter = anatomy == "none" ? "" : anatomy,
                CacheLimitBytes = Settings.Current.Count(KnownSettings.CacheLimitGb) * 1_000_000_000L,
                Llm = Settings.Current[KnownSettings.LlmEndpoint] is { } endpoint && Settings.Current[KnownSettings.LlmModel] is { } model ? new LlmChoice(endpoint, model) : null,
                PartitionSize = order.PartitionSize ?? Settings.Current.Count(KnownSettings.PartitionSize)!.Value,
                MaxPartitionsInFlight = Settings.Current.Count(KnownSettings.InFlight)!.Value,
                MaxQuarantineShare = Settings.Current.Number(KnownSettings.MaxQuarantineShare)!.Value,
                AwaitReview = order.AwaitReview,
                CommitVerdicts = order.AwaitReview,
            },
            Training = order.Train ? new TrainingRequest { StepsPerStage = order.TrainSteps } : null,
        };
        Nesting.RefuseMixing(request.Root, request.Out);
        return request.Run.Length > 0 ? request : Named(request);
    }

    private SynthesisRequest Again(SynthesisRequest earlier) => Named(earlier with { Replay = null, Training = null, Permissions = earlier.Permissions with { Reselect = false } });

    private SynthesisRequest Named(SynthesisRequest request) => request with { Run = RunNames.New(request, time.GetUtcNow()) };

    private static async Task<RunPlan> PlanAsync(SynthesisRequest request, CancellationToken cancellationToken)
    {
        var source = DatasetSource.Open(request.Dataset, request.Root, ProcessSecrets.Storage);
        var counts = new PlanCount(source.Name, request.Options.PartitionSize);
        var preview = await PlanPreview.OfAsync(
            source.ListStudiesAsync(request.Select(), cancellationToken), BlobStoreFactory.Open(request.Out, ProcessSecrets.Storage), request, counts.Add, cancellationToken);
        var plan = counts.Finish();
        return new RunPlan([.. plan.Rows], plan.Splits.Values.Sum(), preview, plan.Hint);
    }

    private async Task<RunBegun> StartAsync(SynthesisRequest request, CancellationToken cancellationToken)
    {
        await Preflight.CheckAsync(request, Settings.Current.ExecutionWith(provider: null), cancellationToken);
        var (run, what, _) = await RunStarter.StartAsync(client, request, cancellationToken);
        return new(run, what);
    }

    private static string[] Words(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string SplitOf(string word) =>
        SplitNames.Parse(word) ?? throw new CliException($"'{word}' is no split: it takes train, validate, test");
}
