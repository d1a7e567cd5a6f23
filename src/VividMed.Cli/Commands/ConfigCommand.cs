using System.CommandLine;

namespace VividMed.Cli;

/// <summary>vividmed config: what is set, to what, and where that was said.</summary>
internal static class ConfigCommand
{
    public static Command Create() => new("config", "Look at the settings") { Show() };

    private static Command Show()
    {
        var output = CommonOptions.Output();
        var command = new Command(
            "show", $"Every setting: value, where it comes from (default, {SettingsFile.Name} of this folder, environment), meaning; secrets are not shown")
        {
            output,
        };
        CliAction.Set(command, (parsed, _) =>
        {
            var lines = Settings.Current.All.Select(SettingLine.From).ToList();
            if (parsed.GetValue(output) == OutputFormat.Json) JsonOutput.Write(lines);
            else TableOutput.Write(["setting", "value", "from", "meaning"], lines.Select(line => line.Cells));
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }
}
