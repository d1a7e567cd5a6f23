using System.Collections;

namespace VividMed.Cli;

/// <summary>What the environment sets: <c>VIVIDMED__Hub</c>, <c>VIVIDMED__Llm__Endpoint</c> and so on, in any case.</summary>
internal static class SettingsEnvironment
{
    /// <summary>What is set. A variable that nobody knows may be another program's or version's: it is warned about, not refused.</summary>
    public static IEnumerable<SettingValue> Read(IDictionary environment, Action<string> warn)
    {
        var variables = environment.Cast<DictionaryEntry>().Select(entry => (Name: (string)entry.Key, Text: (string?)entry.Value)).OrderBy(variable => variable.Name, StringComparer.Ordinal);
        foreach (var (name, text) in variables)
        {
            if (Find(name) is { } setting)
            {
                yield return new(setting, text, name);
            }
            else if (name.StartsWith(Setting.Prefix, StringComparison.OrdinalIgnoreCase))
            {
                warn($"the environment variable {name} sets nothing that is known; did you mean {KnownSettings.Nearest(name[Setting.Prefix.Length..]).Variable}?");
            }
        }
    }

    private static Setting? Find(string variable) =>
        KnownSettings.All.FirstOrDefault(setting => setting.Variable.Equals(variable.Replace(":", "__", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
}
