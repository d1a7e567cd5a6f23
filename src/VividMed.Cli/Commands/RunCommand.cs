using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Configuration;
using VividMed.Cli.Hosting;
using VividMed.Cli.Hosting.States;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Storage.Stores;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Commands;

/// <summary>
/// vividmed run: brings a dataset to the present in one durable orchestration. The same command again resumes, attaches, works on what is
/// new, or says that nothing is.
/// </summary>
internal static class RunCommand
{
    private static readonly Option<string> Dataset = CommonOptions.Dataset();
    private static readonly Option<string> Root = CommonOptions.Root();
    private static readonly Option<string?> Out = StoreOption.Create("--out", "Store for shards and everything else: a folder or a blob container's address");
    private static readonly Option<string> Models = CommonOptions.Models();
    private static readonly SelectionOptions Selection = new();
    private static readonly ModelOptions ModelChoice = new();
    private static readonly ExecutionFlags Execution = new();
    private static readonly Option<string?> Name = new("--run") { Description = "The run's name; without it one made of the dataset and the time" };
    private static readonly Option<int> PartitionSize = NumberOptions.Count("--partition-size", KnownSettings.PartitionSize, 1, SynthesisOptions.LargestPartition);
    private static readonly Option<int> InFlight = NumberOptions.Count("--in-flight", KnownSettings.InFlight, 1, SynthesisOptions.MostInFlight);
    private static readonly Option<double> MaxQuarantine = NumberOptions.Share("--max-quarantine-share", KnownSettings.MaxQuarantineShare);
    private static readonly PermissionOptions Permissions = new();
    private static readonly Option<double?> Simulate = NumberOptions.OptionalAmount(
        "--simulate-inference", "Run no model: account so many milliseconds of a device for each radiograph instead, to measure everything else; regions mean nothing then");

    private static readonly Option<bool> NoAcquisition = new("--no-acquisition") { Description = "Leave out of the records how images were taken: device, tube, kernel, slice thickness" };
    private static readonly Option<bool> Train = new("--train") { Description = "Train on the version when it is committed" };
    private static readonly Option<int> TrainSteps = NumberOptions.Count("--train-steps", 200, "Training steps a stage", least: 1);
    private static readonly Option<string?> Base = new("--base") { Description = "With --train: the folder of a trained model to align to the version (stage 3 alone), such as models/phantom-vividmed-mini; without it all stages begin with random weights" };
    private static readonly Option<bool> AwaitReview = new("--await-review") { Description = "After the commit wait for 'vividmed review approve'; then commit what the review corrected, and train on that" };
    private static readonly Option<int> ReviewDays = NumberOptions.Count("--review-days", 7, "How long a review is waited for; then the run ends without training", least: 1, most: 365);
    private static readonly Option<bool> Wait = new("--wait") { Description = "With --hub: stay until the run has ended" };
    private static readonly Option<OutputFormat> Output = CommonOptions.Output();

    public static Command Create() => Create(
        "run",
        "Bring a dataset of grounded training shards to the present: interrupt it at any moment, add or repair studies, and give the same command again",
        static _ => null);

    /// <summary>A run that takes studies out of quarantine.</summary>
    public static Command CreateReplay(string description, Func<ParseResult, QuarantineReplay> replay) => Create("replay", description, replay);

    private static Command Create(string name, string description, Func<ParseResult, QuarantineReplay?> replay)
    {
        var command = new Command(name, description)
        {
            Dataset, Root, Out, Models, HubOptions.Hub, HubOptions.TokenFile, HubOptions.TaskHub, HubOptions.State, Name, PartitionSize, InFlight,
            MaxQuarantine, LlmSettings.Endpoint, LlmSettings.Model, LlmSettings.Scope, NoAcquisition, Train, TrainSteps, Base, AwaitReview, ReviewDays, Simulate, Wait, Output,
        };
        StoreOption.Require(command, Out);
        Selection.AddTo(command);
        ModelChoice.AddTo(command);
        Permissions.AddTo(command);
        Execution.AddTo(command);
        CliAction.Set(command, (parsed, cancellationToken) => RunAsync(parsed, replay(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, QuarantineReplay? replay, CancellationToken cancellationToken)
    {
        var request = Request(parsed) with { Replay = replay };
        var hub = HubOptions.From(parsed);
        if (hub is not null && Execution.AreGiven(parsed)) throw CliException.WrongCall("--provider, --device, --engine-cache and --provider-option belong to the hub's workers here: give them to 'vividmed worker'");
        // The provider first: what cannot run here is told before anything is written.
        var execution = hub is null ? ModelProvider.For(WorkerRoles.All, Execution.Chosen(parsed)) : null;
        if (hub is null && request.Options.Llm is { } llm) LlmSettings.Check(llm);
        if (execution is not null) await Preflight.CheckAsync(request, execution, cancellationToken);
        await using var session = await RunSession.OpenAsync(
            hub, StateFiles.Of(request.Out, parsed.GetValue(HubOptions.State)), execution, cancellationToken);
        var where = session.Owner is { } owner ? $" at the hub of {owner}" : "";
        var (run, what, isNew) = await RunStarter.StartAsync(session.Client, request, cancellationToken);
        await Console.Error.WriteLineAsync($"run {run}: {what}{where}");
        foreach (var line in Foreign(parsed, session, isAtAddress: hub is not null)) await Console.Error.WriteLineAsync($"run {run}: {line}");
        if (hub is not null && !parsed.GetValue(Wait)) return ExitCode.Ok;

        var ended = await WatchAsync(session, run, hub, cancellationToken);
        if (!isNew && replay is null) ended = await LookAgainAsync(session, request, ended, hub, cancellationToken);
        return RunReport.Write(ended, parsed.GetValue(Output), request.Out);
    }

    private static Task<OrchestrationMetadata> WatchAsync(RunSession session, string run, HubConnection? hub, CancellationToken cancellationToken)
    {
        var notice = session.HasOwnWorkers ? null : new WorkerNotice(session.Unserved, run, hub?.Name, TimeProvider.System);
        return RunWatcher.WatchAsync(session.Client, session.Fault, run, notice, cancellationToken);
    }

    /// <summary>A run that was planned before the command was given does not know what changed since: the next one does, if anything did.</summary>
    private static async Task<OrchestrationMetadata> LookAgainAsync(
        RunSession session, SynthesisRequest request, OrchestrationMetadata ended, HubConnection? hub, CancellationToken cancellationToken)
    {
        if (RunReport.ResultOf(ended) is not { Superseded: null, QuarantineExceeded: false } result) return ended;
        var next = request with
        {
            Run = request.Run == ended.InstanceId ? RunNames.New(request, TimeProvider.System.GetUtcNow()) : request.Run,
            Training = result.Training is null ? request.Training : null,
        };
        var (run, _, _) = await RunStarter.StartAsync(session.Client, next, cancellationToken);
        await Console.Error.WriteLineAsync($"run {run}: looks for what has changed since {ended.InstanceId} was planned");
        var second = await WatchAsync(session, run, hub, cancellationToken);
        return RunReport.ResultOf(second) is { Committed: false, Superseded: null, QuarantineExceeded: false } ? ended : second;
    }

    /// <summary>What does not hold where the workers are not this process's.</summary>
    private static IEnumerable<string> Foreign(ParseResult parsed, RunSession session, bool isAtAddress)
    {
        if (session.HasOwnWorkers)
        {
            if (session.Owner is { } resting) yield return $"{resting} has no workers, so this process brings its own";
            yield break;
        }

        if (Execution.AreGiven(parsed)) yield return $"models run where {session.Owner} runs them; --provider holds once this process takes over";
        if (!StorageCredentials.IsSecret(parsed.GetRequiredValue(Root)) && !StorageCredentials.IsSecret(parsed.GetStore(Out))) yield break;
        yield return $"the secret in the address stays here; {(isAtAddress ? "the hub's workers" : $"{session.Owner}")} need{(isAtAddress ? "" : "s")} {StorageCredentials.ConnectionVariable} or a sign-in of {(isAtAddress ? "their" : "its")} own";
    }

    private static SynthesisRequest Request(ParseResult parsed)
    {
        var options = new SynthesisOptions
        {
            PartitionSize = parsed.GetValue(PartitionSize),
            MaxPartitionsInFlight = parsed.GetValue(InFlight),
            MaxQuarantineShare = parsed.GetValue(MaxQuarantine),
            Llm = LlmSettings.From(parsed),
            SimulatedMilliseconds = parsed.GetValue(Simulate),
            Acquisition = !parsed.GetValue(NoAcquisition),
            AwaitReview = parsed.GetValue(AwaitReview),
            CommitVerdicts = parsed.GetValue(AwaitReview),
            ReviewTimeout = TimeSpan.FromDays(parsed.GetValue(ReviewDays)),
        };
        var request = new SynthesisRequest
        {
            Run = parsed.GetValue(Name) ?? "",
            Dataset = parsed.GetRequiredValue(Dataset),
            Root = DatasetRoot.Resolve(parsed.GetRequiredValue(Root)),
            Out = StoreAddress.Normalize(parsed.GetStore(Out)),
            Models = Path.GetFullPath(parsed.GetRequiredValue(Models)),
            Options = ModelChoice.Apply(options, parsed),
            Permissions = Permissions.From(parsed),
            Training = parsed.GetValue(Train) ? Training(parsed) : null,
        };
        Nesting.RefuseMixing(request.Root, request.Out);
        request = Selection.Apply(request, parsed);
        return request.Run.Length > 0 ? request : request with { Run = RunNames.New(request, TimeProvider.System.GetUtcNow()) };
    }

    private static TrainingRequest Training(ParseResult parsed)
    {
        var steps = parsed.GetValue(TrainSteps);
        return parsed.GetValue(Base) is { } model
            ? new TrainingRequest { Stages = [3], StepsPerStage = steps, Base = Reference(model) }
            : new TrainingRequest { StepsPerStage = steps };
    }

    /// <summary>A folder is looked into now, not when the training begins, which may be days later.</summary>
    private static ModelReference Reference(string model)
    {
        if (model.Contains("://", StringComparison.Ordinal)) return ModelReference.Parse(model);
        TrainedModel.Find(model);
        return ModelReference.Parse(Path.GetFullPath(model));
    }
}
