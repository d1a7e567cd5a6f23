using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using VividMed.Cli.Configuration;

namespace VividMed.Cli.CommandOptions;

/// <summary>Options that take a number within bounds; anything else is a wrong call, told with what the option takes.</summary>
internal static class NumberOptions
{
    private const int LargestPort = 65_535;

    /// <summary>How many of something, where a setting says it if the flag does not.</summary>
    public static Option<int> Count(string name, Setting setting, int least, int most) =>
        Whole(name, setting.Meaning, () => Settings.Current.Count(setting)!.Value, least, most);

    public static Option<int> Count(string name, int value, string description, int least = 0, int most = int.MaxValue) =>
        Whole(name, description, () => value, least, most);

    public static Option<int> Seed(int value) =>
        Whole("--seed", "Seed of everything random", () => value, int.MinValue, int.MaxValue);

    public static Option<int> Port(string description, int value) => Whole("--port", description, () => value, 0, LargestPort);

    public static Option<int?> OptionalPort(string name, string description) => Optional(name, description, () => null, 0, LargestPort);

    public static Option<int?> Version(string description) => Optional("--version", description, () => null, 1, int.MaxValue);

    /// <summary>A number of 1 or more; null without it.</summary>
    public static Option<int?> Limit(string name, string description, Func<int?>? value = null) =>
        Optional(name, description, value ?? (() => null), 1, int.MaxValue);

    /// <summary>A part of a whole, from 0 to 1.</summary>
    public static Option<double> Share(string name, Setting setting) => new(name)
    {
        Description = setting.Meaning,
        DefaultValueFactory = _ => Settings.Current.Number(setting)!.Value,
        CustomParser = result => Real(result, name, SettingKind.Share.Expects, static number => number is >= 0 and <= 1),
    };

    /// <summary>A part of a whole, from 0 to 1.</summary>
    public static Option<double> Share(string name, string description, double value) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => value,
        CustomParser = result => Real(result, name, SettingKind.Share.Expects, static number => number is >= 0 and <= 1),
    };

    /// <summary>A chance that is neither 0 nor 1.</summary>
    public static Option<double> Chance(string name, string description, double value) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => value,
        CustomParser = result => Real(result, name, "a number between 0 and 1", static number => number is > 0 and < 1),
    };

    /// <summary>A number above 0.</summary>
    public static Option<double> Amount(string name, string description, double value) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => value,
        CustomParser = result => Real(result, name, SettingKind.Amount.Expects, static number => number is > 0 and < double.PositiveInfinity),
    };

    /// <summary>A part of a whole, from 0 to 1; null without it.</summary>
    public static Option<double?> OptionalShare(string name, string description) =>
        Optional(name, description, SettingKind.Share.Expects, static number => number is >= 0 and <= 1);

    /// <summary>A number above 0; null without it.</summary>
    public static Option<double?> OptionalAmount(string name, string description) =>
        Optional(name, description, SettingKind.Amount.Expects, static number => number is > 0 and < double.PositiveInfinity);

    /// <summary>Any number; null without it.</summary>
    public static Option<double?> OptionalNumber(string name, string description) => Optional(name, description, "a number", double.IsFinite);

    /// <summary>The number of a version, as an argument.</summary>
    public static Argument<int> VersionArgument(string name, string description) => new(name)
    {
        Description = description, CustomParser = static result => Whole(result, result.Argument.Name, 1, int.MaxValue),
    };

    /// <summary>The same where it may be left out.</summary>
    public static Argument<int?> OptionalVersionArgument(string name, string description) => new(name)
    {
        Description = description, Arity = ArgumentArity.ZeroOrOne, CustomParser = static result => Whole(result, result.Argument.Name, 1, int.MaxValue),
    };

    private static Option<double?> Optional(string name, string description, string expects, Func<double, bool> accepts) => new(name)
    {
        Description = description, CustomParser = result => Real(result, name, expects, accepts),
    };

    private static Option<int> Whole(string name, string description, Func<int> value, int least, int most) => new(name)
    {
        Description = description, DefaultValueFactory = _ => value(), CustomParser = result => Whole(result, name, least, most),
    };

    private static Option<int?> Optional(string name, string description, Func<int?> value, int least, int most) => new(name)
    {
        Description = description, DefaultValueFactory = _ => value(), CustomParser = result => Whole(result, name, least, most),
    };

    private static int Whole(ArgumentResult result, string name, int least, int most)
    {
        var text = result.Tokens[^1].Value;
        var isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        if (isNumber && number >= least && number <= most) return number;
        result.AddError($"{name} takes a whole number{Range(least, most)}, not '{text}'");
        return 0;
    }

    private static double Real(ArgumentResult result, string name, string expects, Func<double, bool> accepts)
    {
        var text = result.Tokens[^1].Value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && accepts(number)) return number;
        result.AddError($"{name} takes {expects}, not '{text}'");
        return 0;
    }

    private static string Range(int least, int most) => (least, most) switch
    {
        (int.MinValue, _) => "",
        (_, int.MaxValue) => $" of {least} or more",
        _ => $" from {least} to {most}",
    };
}
