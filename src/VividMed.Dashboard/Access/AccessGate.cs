using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace VividMed.Dashboard.Access;

/// <summary>
/// Lets in who asks for this server by a name of its own, from a page of its own, and brings the token: once in the address, then as a cookie,
/// or as a bearer. A page that somebody else made the browser open has none of these, and neither has another user of the machine.
/// </summary>
/// <param name="token">Null lets everybody in who asks by the right name.</param>
internal sealed class AccessGate(HostNames names, string? token)
{
    public const string Parameter = "token";

    private const string Bearer = "Bearer ";

    // Digests have one length, so that comparing them tells nothing about the token's.
    private readonly byte[]? _digest = token is null ? null : Digest(token);

    /// <summary>A probe asks for nothing that is worth a token, and by whatever address it has.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (request.Path == "/healthz") return next(context);
        if (!names.Serves(context)) return RefusalPage.WrongNameAsync(context, request.Host.Host);
        if (IsForeign(request)) return RefusalPage.WrongOriginAsync(context);
        if (_digest is null || IsKnown(request.Cookies[CookieOf(context)]) || IsKnown(BearerOf(request))) return next(context);
        if (!IsKnown(request.Query[Parameter])) return RefusalPage.NoTokenAsync(context);

        // The address in the browser's bar, its history and its referrers has no token from here on.
        context.Response.Cookies.Append(
            CookieOf(context), token!, new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = request.IsHttps, Path = "/" });
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Redirect(request.PathBase + request.Path + Without(request.Query));
        return Task.CompletedTask;
    }

    /// <summary>Browsers keep cookies by host alone, and several dashboards may run on one.</summary>
    private static string CookieOf(HttpContext context) => $"vividmed-{context.Connection.LocalPort}";

    private static string? BearerOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? header[Bearer.Length..].Trim()
            : null;

    private static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin.ToString() is { Length: > 0 } origin
        && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));

    private static QueryString Without(IQueryCollection query) =>
        new QueryBuilder(query.Where(static part => part.Key != Parameter)).ToQueryString();

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private bool IsKnown(string? given) => given is { Length: > 0 } && CryptographicOperations.FixedTimeEquals(Digest(given), _digest);
}
