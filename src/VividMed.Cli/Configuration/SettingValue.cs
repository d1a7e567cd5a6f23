using VividMed.Shards;

namespace VividMed.Cli;

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

    private bool IsSecret(string text) => Setting.IsSecret || StorageCredentials.IsSecret(text) || HubConnection.IsScheduler(text);
}
