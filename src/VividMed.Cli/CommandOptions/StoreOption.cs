using System.CommandLine;
using VividMed.Cli.Configuration;
using VividMed.Storage.Stores;

namespace VividMed.Cli.CommandOptions;

/// <summary>The store that a run writes to or a reader reads: a flag, below it the setting Store. One of them is needed.</summary>
internal static class StoreOption
{
    /// <summary>
    /// The setting is not declared to the parser as a default: --help would show it, with the signature that it may hold.
    /// </summary>
    public static Option<string?> Create(string name, string description) =>
        new(name) { Description = $"{description} (setting {KnownSettings.Store.Name})" };

    /// <summary>Makes it a wrong call to name no store at all.</summary>
    public static void Require(Command command, Option<string?> option) => command.Validators.Add(result =>
    {
        if (Value(result.GetValue(option)) is not null) return;
        var setting = KnownSettings.Store;
        // The parser asks for required options only where nothing else is wrong: whoever calls would be told one word a try.
        foreach (var other in command.Options.Where(other => other.Required && result.GetResult(other) is null)) result.AddError($"Option '{other.Name}' is required.");
        result.AddError($"{option.Name} is missing: pass it, or set {setting.Name} in {SettingsFile.Name} or {setting.Variable}");
    });

    public static string GetStore(this ParseResult parsed, Option<string?> option) => Value(parsed.GetValue(option))!;

    /// <summary>Opens the store for a reader: what is not there is told and not made.</summary>
    /// <exception cref="CliException">There is no such folder.</exception>
    public static IBlobStore OpenStore(this ParseResult parsed, Option<string?> option) => OpenExisting(option.Name, parsed.GetStore(option));

    /// <inheritdoc cref="OpenStore"/>
    public static IBlobStore OpenExisting(string option, string address)
    {
        if (BlobStoreFactory.FindFolder(address) is { } folder && !Directory.Exists(folder))
        {
            throw new CliException($"{Path.GetFullPath(folder)}: there is no such folder; {option} takes what a run wrote ('vividmed run --out'), and nothing was made")
            {
                Code = "folder-missing",
            };
        }

        return BlobStoreFactory.Open(address, ProcessSecrets.Storage);
    }

    /// <summary>The same where none is needed.</summary>
    public static string? FindStore(ParseResult parsed, Option<string?> option) => Value(parsed.GetValue(option));

    private static string? Value(string? flag) => string.IsNullOrEmpty(flag) ? Settings.Current[KnownSettings.Store] : flag;
}
