using Microsoft.Extensions.Configuration;

namespace VividMed.Cli;

/// <summary>Defaults below flags: local.settings.json in the current folder, then the environment (VIVIDMED__HUB, VIVIDMED__MODELS, ...).</summary>
internal sealed record Settings
{
    public static Settings Current { get; } = new ConfigurationBuilder()
        .SetBasePath(Directory.GetCurrentDirectory())
        .AddJsonFile("local.settings.json", optional: true)
        .AddEnvironmentVariables("VIVIDMED__")
        .Build()
        .Get<Settings>() ?? new Settings();

    /// <summary>Address of a task hub.</summary>
    public string? Hub { get; init; }

    /// <summary>Folder with models and taxonomy.</summary>
    public string? Models { get; init; }
}
