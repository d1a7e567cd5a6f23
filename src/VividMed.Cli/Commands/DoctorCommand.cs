using System.CommandLine;
using VividMed.Cli.Checkups;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Configuration;
using VividMed.Cli.Output;

namespace VividMed.Cli.Commands;

/// <summary>vividmed doctor: whether everything that commands need is there, and what to do about what is not.</summary>
internal static class DoctorCommand
{
    public const string Name = "doctor";

    private static readonly Option<string?> Store = StoreOption.Create("--store", "A store to look at, too: a folder or a blob container's address");
    private static readonly Option<bool> Write = new("--write") { Description = "Also try whether the store can be written: an empty file is made there and deleted" };
    private static readonly Option<string> Models = CommonOptions.Models();
    private static readonly ExecutionFlags Execution = new();
    private static readonly Option<OutputFormat> Output = CommonOptions.Output();

    public static Command Create()
    {
        var command = new Command(Name, "Look at settings, models, store, hub, native libraries, GPU, free space and fonts: what is wrong, and the cure. Makes nothing; exit 1 where something is bad")
        {
            Models, Store, Write, HubOptions.Hub, HubOptions.TokenFile, HubOptions.TaskHub, Output,
        };
        Execution.AddTo(command);
        CliAction.Set(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var store = StoreOption.FindStore(parsed, Store);
        List<CheckLine> lines =
        [
            .. SettingsCheck.Look(Settings.Fault),
            .. ModelsCheck.Look(Path.GetFullPath(parsed.GetRequiredValue(Models))),
            .. await StoreCheck.LookAsync(store, parsed.GetValue(Write), cancellationToken),
            await HubCheck.LookAsync(() => HubOptions.From(parsed), cancellationToken),
            .. LibrariesCheck.Look(),
            DeviceCheck.Look(() => Execution.Chosen(parsed)),
            .. SpaceCheck.Look(LocalFolder(store)),
        ];
        if (parsed.GetValue(Output) == OutputFormat.Json) JsonOutput.Write(lines);
        else CheckTable.Write(lines);
        return lines.Exists(static line => line.State == CheckState.Bad) ? ExitCode.Failed : ExitCode.Ok;
    }

    private static string? LocalFolder(string? store) =>
        store is not null && !Storage.Stores.StorageCredentials.IsSecret(store) && StoreAddress.IsLocal(store) ? StoreAddress.LocalPath(store) : null;
}
