namespace VividMed.TaskHub;

/// <summary>One file per hub: the default hub has the file that was named, any other one beside it.</summary>
internal static class SqliteHubFiles
{
    public static string PathOf(string defaultPath, string hub)
    {
        if (defaultPath is "" || hub == TaskHubOptions.DefaultHub) return defaultPath;
        var name = $"{Path.GetFileNameWithoutExtension(defaultPath)}.{hub}{Path.GetExtension(defaultPath)}";
        return Path.Combine(Path.GetDirectoryName(defaultPath)!, name);
    }
}
