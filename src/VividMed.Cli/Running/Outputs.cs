using VividMed.Datasets.Files;

namespace VividMed.Cli.Running;

/// <summary>Files that a command writes, looked at before it writes the first: one must not take the place of another, or of what is read.</summary>
internal static class Outputs
{
    /// <param name="written">An option with the file that it names; null where it was not given.</param>
    /// <param name="others">What else is read or written, with its option or argument.</param>
    /// <exception cref="CliException">Two of them are the same file or folder.</exception>
    public static void RefuseSame((string Name, string? Path) written, params ReadOnlySpan<(string Name, string? Path)> others)
    {
        if (written.Path is null) return;
        foreach (var (name, path) in others)
        {
            if (path is not null && Real(path) == Real(written.Path))
            {
                throw CliException.WrongCall($"{written.Name} and {name} are the same ({written.Path}), and what is written would take the other's place: give {written.Name} another name");
            }
        }
    }

    private static string Real(string path) => Path.TrimEndingDirectorySeparator(RealPath.Of(Path.GetFullPath(path)) ?? Path.GetFullPath(path));
}
