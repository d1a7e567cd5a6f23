using System.Security.Cryptography;
using System.Text;
using VividMed.Cli.Configuration;

namespace VividMed.Cli.Hosting.States;

/// <summary>
/// Where the embedded hub keeps its state: beside a local output, else in the user's state folder under the output's digest.
/// </summary>
internal static class StateFiles
{
    private const string Name = "hub.db";

    private static string For(string output)
    {
        if (StoreAddress.IsLocal(output)) return Path.Combine(StoreAddress.LocalPath(output), Name);

        var home = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state
            ? state
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(output)))[..16];
        return Path.Combine(home, "vividmed", digest, Name);
    }

    /// <summary>The state of an output, at another place if one is named.</summary>
    public static string Of(string output, string? state) => string.IsNullOrEmpty(state) ? For(output) : At(state);

    /// <summary>The state that --state names: a file, an output (a folder or a container), or the folder to keep it in.</summary>
    public static string At(string state) =>
        !StoreAddress.IsLocal(state) ? For(StoreAddress.Normalize(state))
        : File.Exists(state) || (Path.GetExtension(state) == ".db" && !Directory.Exists(state)) ? Path.GetFullPath(state)
        : Path.Combine(Path.GetFullPath(state), Name);
}
