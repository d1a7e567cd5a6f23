using System.Security.Claims;

namespace VividMed.Dashboard.Access;

/// <summary>Who looks at a page.</summary>
/// <param name="Name">As the sign-in tells it; of a token the role that it stands for.</param>
public sealed record Visitor(string Name, Role Role)
{
    private const string Scheme = "vividmed";

    /// <summary>Nobody in particular, who may look.</summary>
    public static Visitor Unknown { get; } = new("unknown", Role.Viewer);

    public bool May(Role needed) => Role >= needed;

    /// <summary>The visitor as the server carries it along with a request or a connection.</summary>
    internal ClaimsPrincipal ToPrincipal() => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, Name), new Claim(ClaimTypes.Role, Role.ToString())], Scheme, ClaimTypes.Name, ClaimTypes.Role));

    internal static Visitor Of(ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true } identity && Enum.TryParse<Role>(principal.FindFirstValue(ClaimTypes.Role), out var role)
            ? new Visitor(identity.Name ?? "unknown", role)
            : Unknown;
}
