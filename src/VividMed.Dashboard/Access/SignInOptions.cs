using System.Security.Claims;

namespace VividMed.Dashboard.Access;

/// <summary>An OpenID Connect provider that says who somebody is; what they may do follows from one of its claims.</summary>
/// <param name="Authority">The provider's address, below which its configuration lies.</param>
/// <param name="ClientId">What the page is registered as there.</param>
public sealed record SignInOptions(Uri Authority, string ClientId)
{
    /// <summary>Null for a client without one: a code is bound to its browser all the same.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>What people open, where something in front has another name or brings TLS; null where they open this server itself.</summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>The claim that lists somebody's roles or groups.</summary>
    public string RoleClaim { get; init; } = "roles";

    /// <summary>What a value of the claim lets somebody do; of several the most counts, and without any nobody gets in.</summary>
    public IReadOnlyDictionary<string, Role> Roles { get; init; } = Enum.GetValues<Role>().ToDictionary(static role => role.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    internal Role? RoleOf(ClaimsPrincipal user) => user.FindAll(RoleClaim).Select(claim => Roles.TryGetValue(claim.Value, out var role) ? role : (Role?)null).Max();
}
