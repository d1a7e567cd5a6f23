using VividMed.Cli.Configuration;
using VividMed.Dashboard.Access;

namespace VividMed.Cli.CommandOptions;

/// <summary>Who says who people are on the page: settings only, so that whoever starts it again cannot forget them.</summary>
internal static class SignInSettings
{
    /// <summary>Null where a token lets in.</summary>
    /// <exception cref="CliException">Something is missing, or would send a sign-in unencrypted.</exception>
    public static SignInOptions? Read() => Settings.Current[KnownSettings.SignInAuthority] is { Length: > 0 } authority
        ? new SignInOptions(AuthorityOf(authority), Needed(KnownSettings.SignInClientId))
        {
            ClientSecret = Settings.Current[KnownSettings.SignInClientSecret],
            PublicAddress = Settings.Current[KnownSettings.SignInAddress] is { Length: > 0 } address ? new Uri(address) : null,
            RoleClaim = Settings.Current[KnownSettings.SignInRoleClaim]!,
            Roles = Roles(),
        }
        : null;

    private static Uri AuthorityOf(string address) => new Uri(address) is var authority && (authority.Scheme == Uri.UriSchemeHttps || authority.IsLoopback)
        ? authority
        : throw new CliException($"{KnownSettings.SignInAuthority.Name} must begin with https: a sign-in over plain HTTP can be read on its way");

    private static string Needed(Setting setting) =>
        Settings.Current[setting] is { Length: > 0 } text ? text : throw new CliException($"{KnownSettings.SignInAuthority.Name} needs {setting.Name}: what the page is registered as there");

    private static Dictionary<string, Role> Roles()
    {
        var roles = new Dictionary<string, Role>(StringComparer.Ordinal);
        foreach (var (role, setting) in ((Role, Setting)[])[(Role.Viewer, KnownSettings.SignInViewers), (Role.Reviewer, KnownSettings.SignInReviewers), (Role.Operator, KnownSettings.SignInOperators)])
        {
            foreach (var value in Settings.Current[setting]!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) roles[value] = role;
        }

        return roles;
    }
}
