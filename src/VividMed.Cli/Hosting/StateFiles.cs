using System.Security.Cryptography;
using System.Text;
using VividMed.Cli.Configuration;

namespace VividMed.Cli.Hosting;

/// <summary>
/// Where the embedded hub keeps its state: beside a local output, else in the user's state folder under the output's digest.
/// </summary>
internal static class StateFiles
{
    public static string For(string output)
    {
        if (StoreAddress.IsLocal(output)) return Path.Combine(StoreAddress.LocalPath(output), "hub.db");

        var home = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state
            ? state
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(output)))[..16];
        return Path.Combine(home, "vividmed", digest, "hub.db");
    }
}
