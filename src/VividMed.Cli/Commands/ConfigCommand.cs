using System.CommandLine;
using System.Text.Json.Serialization;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Configuration;
using VividMed.Cli.Output;

namespace VividMed.Cli.Commands;

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

/// <summary>A setting in a list.</summary>
/// <param name="Value">Null where nothing is set and there is no default; of a secret only that it is set.</param>
/// <param name="Source"><c>default</c>, the file with its line, or the environment variable.</param>
/// <param name="Variable">The environment variable that sets it.</param>
internal sealed record SettingLine(string Name, string? Value, string Source, string Variable, bool Secret, string Meaning)
{
    [JsonIgnore]
    public IReadOnlyList<string> Cells => [Name, Value ?? "", Source, Meaning];

    public static SettingLine From(SettingValue value)
    {
        var setting = value.Setting;
        return new(setting.Name, value.Shown, value.Source, setting.Variable, setting.IsSecret, setting.Meaning);
    }
}
