using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Configuration;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Commands;

/// <summary>vividmed quarantine: which studies could not be processed and why, and another try for them.</summary>
internal static class QuarantineCommand
{
    public static Command Create() => new("quarantine", "Studies that could not be processed: which, why, and another try for them") { List(), Show(), Replay() };

    private static Command List()
    {
        var (shards, version, run, reasons, output) = (Shards(), Version(), Run(), Reasons(), CommonOptions.Output());
        var command = new Command("list", "Every quarantined study with stage, reason and message") { shards, version, run, reasons, output };
        StoreOption.Require(command, shards);
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var store = parsed.OpenStore(shards);
            var wanted = parsed.GetValue(reasons) ?? [];
            var all = await QuarantineSource.ReadAsync(store, parsed.GetValue(version), parsed.GetValue(run), cancellationToken);
            var studies = all.Where(study => wanted.Length == 0 || wanted.Contains(study.Reason, StringComparer.Ordinal)).ToList();
            TellOfNone(reasons.Name, wanted, [.. all.Select(static study => study.Reason).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
            if (parsed.GetValue(output) == OutputFormat.Json) JsonOutput.Write(studies);
            else TableOutput.Write(["study", "stage", "reason", "message"], studies.Select(static study => (IReadOnlyList<string>)[study.Study, study.Stage, study.Reason, study.Message]));
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>An empty answer to a mistyped reason would read as if all were well.</summary>
    private static void TellOfNone(string option, string[] wanted, string[] there)
    {
        foreach (var reason in wanted.Where(reason => !there.Contains(reason, StringComparer.Ordinal)))
        {
            var guess = Guess.Told(reason, there);
            Console.Error.WriteLine($"vividmed: {option} {reason}: no quarantined study has it{(guess.Length > 0 ? guess : there.Length > 0 ? $"; there are {string.Join(", ", there)}" : "")}");
        }
    }

    private static Command Show()
    {
        var id = new Argument<string>("study") { Description = "The study's id" };
        var (shards, version, run) = (Shards(), Version(), Run());
        var command = new Command("show", "One quarantined study as JSON") { id, shards, version, run };
        StoreOption.Require(command, shards);
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var store = parsed.OpenStore(shards);
            var name = parsed.GetRequiredValue(id);
            var study = (await QuarantineSource.ReadAsync(store, parsed.GetValue(version), parsed.GetValue(run), cancellationToken)).FirstOrDefault(study => study.Study == name)
                ?? throw new CliException($"study {name} is not in quarantine there");
            JsonOutput.Write(study);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>A run like any other that takes quarantined studies up again although their files are the same.</summary>
    private static Command Replay()
    {
        var reasons = Reasons();
        var studies = new Option<string?>("--studies") { Description = "A text file with one study id a line: only these" };
        var all = new Option<bool>("--all") { Description = "Every quarantined study" };
        var command = RunCommand.CreateReplay(
            "Try quarantined studies again, and nothing else but what is new; give the options of the run",
            parsed => From(parsed.GetValue(reasons) ?? [], parsed.GetValue(studies), parsed.GetValue(all)));
        foreach (var option in (Option[])[reasons, studies, all]) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(reasons) is null && result.GetResult(studies) is null && result.GetResult(all) is null)
            {
                result.AddError("say which: --reason R, --studies FILE or --all");
            }

        });
        return command;
    }

    private static QuarantineReplay From(string[] reasons, string? studies, bool all) => all
        ? new QuarantineReplay([])
        : new QuarantineReplay(reasons, studies is null ? null : [.. SynthesisRequest.ReadIds(studies).Order(StringComparer.Ordinal)]);

    private static Option<string?> Shards() => StoreOption.Create("--shards", "The store that a run wrote to: a folder or a blob container's address");

    private static Option<int?> Version() => NumberOptions.Version("Number of a version; the newest without it");

    private static Option<string?> Run() => new("--run") { Description = "A run that committed nothing, instead of a version" };

    private static Option<string[]> Reasons() => new("--reason") { Description = "Only these reason codes", AllowMultipleArgumentsPerToken = true };
}
