using VividMed.Cli.Configuration;

namespace VividMed.Cli.Checkups;

/// <summary>Whether the settings of this folder and environment can be read, and what they say.</summary>
internal static class SettingsCheck
{
    private const string Part = "settings";

    /// <param name="fault">Why they could not be read; the defaults hold for the rest of the checkup then.</param>
    public static IEnumerable<CheckLine> Look(string? fault)
    {
        if (fault is not null)
        {
            yield return CheckLine.Bad(Part, SettingsFile.Name, fault, "correct it: every other command refuses to begin; what follows was looked at with the defaults");
            yield break;
        }

        var file = Path.GetFullPath(SettingsFile.Name);
        var given = Settings.Current.All.Where(static value => value.Source != SettingValue.Default).Select(static value => value.Setting.Name).ToList();
        var said = given.Count == 0 ? "nothing is set, the defaults hold" : "set are " + string.Join(", ", given);
        yield return CheckLine.Ok(Part, SettingsFile.Name, $"{(File.Exists(file) ? file : "there is none in this folder")}; {said}");
    }
}
