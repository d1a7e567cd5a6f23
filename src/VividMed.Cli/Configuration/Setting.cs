namespace VividMed.Cli;

/// <summary>Something that can be set: what it is called, what values it takes, what it means, and whether its value may be shown.</summary>
internal sealed record Setting(string Name, SettingKind Kind, string Meaning, string? Default = null, bool IsSecret = false)
{
    /// <summary>What the names of environment variables begin with.</summary>
    public const string Prefix = "VIVIDMED__";

    /// <summary>The environment variable that sets it.</summary>
    public string Variable { get; init; } = Prefix + Name.Replace(":", "__", StringComparison.Ordinal);
}
