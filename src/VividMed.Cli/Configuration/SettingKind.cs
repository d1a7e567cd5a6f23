using System.Globalization;
using VividMed.Inference;
using VividMed.Inference.Execution;

namespace VividMed.Cli.Configuration;

/// <summary>What values a setting takes, in the words that a fault is told in.</summary>
internal sealed record SettingKind(string Expects, Func<string, bool> Accepts)
{
    public static readonly SettingKind Text = new("a text", static _ => true);

    public static readonly SettingKind Switch = new("true or false", static text => bool.TryParse(text, out _));

    public static readonly SettingKind Count = new(
        "a whole number of 1 or more",
        static text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1);

    public static readonly SettingKind Amount = new("a number above 0", static text => Number(text) is > 0 and < double.PositiveInfinity);

    public static readonly SettingKind Share = new("a number from 0 to 1", static text => Number(text) is >= 0 and <= 1);

    public static readonly SettingKind Address = new("an address such as http://localhost:4318", HubAddress.IsAddress);

    public static readonly SettingKind Hub = new(
        "a hub's address such as http://localhost:4001, or a scheduler's connection string",
        static text => HubAddress.IsAddress(text) || HubAddress.IsScheduler(text));

    public static readonly SettingKind Scheduler = new("a connection string Endpoint=...;TaskHub=...;Authentication=...", HubAddress.IsScheduler);

    public static readonly SettingKind Provider = new("auto, cpu, cuda, tensorrt or plugin:PATH", IsProvider);

    public static readonly SettingKind Pairs = new("KEY=VALUE, several with ; between them", IsPairs);

    public static readonly SettingKind RuntimeLog = new(
        "critical, error, warning, information or trace",
        static text => Enum.GetNames<RuntimeLog>().Contains(text, StringComparer.OrdinalIgnoreCase));

    public static readonly SettingKind Devices = new(
        "a whole number from 0 to 255, or several different ones with commas between them", static text => TryDevices(text) is not null);

    /// <summary>The numbers of devices; null where the text is none.</summary>
    public static IReadOnlyList<int>? TryDevices(string text)
    {
        var numbers = new List<int>();
        foreach (var word in text.Split(','))
        {
            if (!byte.TryParse(word.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || numbers.Contains(number)) return null;
            numbers.Add(number);
        }

        return numbers;
    }

    public static SettingKind Between(int least, int most) => new(
        $"a whole number from {least} to {most}",
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most);

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool IsPairs(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } pairs
        && Array.TrueForAll(pairs, static pair => pair.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && !string.IsNullOrWhiteSpace(pair[..at]));

    private static bool IsProvider(string text)
    {
        try
        {
            ExecutionOptions.Parse(text);
            return true;
        }
        catch (ModelException)
        {
            return false;
        }
    }
}
