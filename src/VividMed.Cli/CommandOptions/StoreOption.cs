using System.CommandLine;
using VividMed.Cli.Configuration;

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
        result.AddError($"{option.Name} is missing: pass it, or set {setting.Name} in {SettingsFile.Name} or {setting.Variable}");
    });

    public static string GetStore(this ParseResult parsed, Option<string?> option) => Value(parsed.GetValue(option))!;

    private static string? Value(string? flag) => string.IsNullOrEmpty(flag) ? Settings.Current[KnownSettings.Store] : flag;
}
