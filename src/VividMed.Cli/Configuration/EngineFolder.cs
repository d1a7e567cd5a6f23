namespace VividMed.Cli.Configuration;

/// <summary>Where TensorRT's engines are kept where nobody says: what they are made from can be had again, so it is the user's cache.</summary>
internal static class EngineFolder
{
    public static string Default()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } home
            ? home
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(cache, "vividmed", "tensorrt");
    }
}
