using System.Text.Json.Serialization;

namespace VividMed.Cli;

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
