using VividMed.Storage.Stores;

namespace VividMed.Cli.Configuration;

/// <summary>
/// Something that can be set: what it is called, what values it takes, what it means, and whether its value may be shown.
/// </summary>
internal sealed record Setting(string Name, SettingKind Kind, string Meaning, string? Default = null, bool IsSecret = false)
{
    /// <summary>What the names of environment variables begin with.</summary>
    public const string Prefix = "VIVIDMED__";

    /// <summary>The environment variable that sets it.</summary>
    public string Variable { get; init; } = Prefix + Name.Replace(":", "__", StringComparison.Ordinal);
}

/// <summary>What a setting holds and where that was said: <c>default</c>, a file with its line, or an environment variable.</summary>
internal sealed record SettingValue(Setting Setting, string? Text, string Source)
{
    public const string Default = "default";

    /// <summary>The text, or for a secret that there is one: connection strings, keys, passwords, and addresses with a signature.</summary>
    public string? Shown => Text is not null && IsSecret(Text) ? "(set, not shown)" : Text;

    /// <exception cref="CliException">The setting takes no such text.</exception>
    public void Check()
    {
        if (string.IsNullOrEmpty(Text) || Setting.Kind.Accepts(Text)) return;
        var found = IsSecret(Text) ? "holds something else" : $"is '{Text}'";
        throw new CliException($"{Source}: {Setting.Name} {found}; it takes {Setting.Kind.Expects}");
    }

    private bool IsSecret(string text) => Setting.IsSecret || StorageCredentials.IsSecret(text) || HubAddress.IsScheduler(text);
}
