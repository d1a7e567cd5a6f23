namespace VividMed.Cli.Output;

/// <summary>How a line about a file that cannot be read begins.</summary>
internal static class Missing
{
    /// <summary>Who gave a folder is not told that it is not there.</summary>
    public static string File(string path) => Directory.Exists(path) ? $"{path} is a folder and no file" : $"{path}: there is no such file";
}
