using System.Collections;

namespace VividMed.Cli.Configuration;

/// <summary>What the environment sets: <c>VIVIDMED__Hub</c>, <c>VIVIDMED__Llm__Endpoint</c> and so on, in any case.</summary>
internal static class SettingsEnvironment
{
    /// <summary>What is set. A variable that nobody knows may be another program's or version's: it is warned about, not refused.</summary>
    public static IEnumerable<SettingValue> Read(IDictionary environment, Action<string> warn)
    {
        foreach (var name in environment.Keys.Cast<string>().Order(StringComparer.Ordinal))
        {
            if (Find(name) is { } setting)
            {
                yield return new(setting, (string?)environment[name], name);
            }
            else if (name.StartsWith(Setting.Prefix, StringComparison.OrdinalIgnoreCase))
            {
                var meant = KnownSettings.Nearest(name[Setting.Prefix.Length..]);
                warn($"the environment variable {name} sets nothing that is known; did you mean {meant.Variable}?");
            }
        }
    }

    private static Setting? Find(string variable)
    {
        var wanted = variable.Replace(":", "__", StringComparison.Ordinal);
        return KnownSettings.All.FirstOrDefault(setting => setting.Variable.Equals(wanted, StringComparison.OrdinalIgnoreCase));
    }
}
