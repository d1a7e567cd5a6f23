using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Configuration;
using VividMed.Cli.Hosting;
using VividMed.Cli.Hosting.States;

namespace VividMed.Cli.Commands;

/// <summary>vividmed serve: hub, workers and dashboard of one output, for as long as it is left running; other commands attach to it.</summary>
internal static class ServeCommand
{
    private const string Name = "serve";

    private static readonly Argument<string?> Out = new("output") { Description = "The output of the runs: a folder or a blob container's address (setting Store)", Arity = ArgumentArity.ZeroOrOne };
    private static readonly ExecutionFlags Execution = new();
    private static readonly PageOptions Page = new();

    public static Command Create()
    {
        var command = new Command(Name, "Own an output for long-lived use: its hub, its workers and its dashboard. 'run', 'runs', 'dashboard' and 'quarantine replay' on the same output attach to it by themselves, and go on alone when it ends; what was begun goes on when it is started again")
        {
            Out, HubOptions.State, DrainOption.Drain,
        };
        Execution.AddTo(command);
        Page.AddTo(command);
        command.Validators.Add(result =>
        {
            if (Output(result.GetValue(Out)) is null) result.AddError($"say which output: vividmed serve DIR, or set {KnownSettings.Store.Name} in {SettingsFile.Name} or {KnownSettings.Store.Variable}");
        });
        CliAction.Set(command, ServeAsync);
        return command;
    }

    private static async Task<int> ServeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var execution = ModelProvider.For(WorkerRoles.All, Execution.Chosen(parsed));
        var output = StoreAddress.Normalize(Output(parsed.GetValue(Out))!);
        var state = StateFiles.Of(output, parsed.GetValue(HubOptions.State));
        var use = new StateUse(Name) { Execution = execution, OutlivesFaults = true, Drain = DrainOption.Limit(parsed) };
        await using var hub = await StateHub.OpenAsync(state, use, TimeProvider.System, cancellationToken);
        if (hub.Owner is { Command: Name } other) throw new CliException($"{state} is served by {other} already: use that one, or end it");

        await Console.Error.WriteLineAsync(hub.Owner is { } owner
            ? $"serve: {owner} serves {state}; this process shows its page and takes over when that ends"
            : $"serve: {state}");
        await using var page = await Page.StartAsync(parsed, Name, new(hub.Client, hub.Unserved, hub.Inspection), PagePlace.Of(state, output), cancellationToken);
        await Shutdown.WaitAsync(hub.Fault, cancellationToken);
        await Console.Error.WriteLineAsync("serve: waiting for the work in hand");
        return ExitCode.Ok;
    }

    private static string? Output(string? argument) => argument is { Length: > 0 } ? argument : Settings.Current[KnownSettings.Store];
}
