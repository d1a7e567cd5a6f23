using System.CommandLine;

namespace VividMed.Cli.CommandOptions;

/// <summary>Who is asked where something lies that a trained model's own heads have not learned to find, and how long.</summary>
internal static class LocalizerFlags
{
    private const double UsualSeconds = 60;
    private const double MostSeconds = 86_400;

    public static Option<string?> Localizers() => new("--localizers")
    {
        Description = "Folder of models (each with its model.json, as --models has them) that are asked where a finding lies which the model calls for or has never learned to locate; without it nobody is",
    };

    /// <summary>A day at most: what waits longer than that is not waited for.</summary>
    public static TimeSpan Time(double seconds) => TimeSpan.FromSeconds(Math.Min(seconds, MostSeconds));

    public static Option<double> Limit() => NumberOptions.Amount("--localizer-timeout", "Seconds that a call of them may take; after that the finding has no place, and the reason", UsualSeconds);
}
