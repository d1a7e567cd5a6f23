using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace VividMed.Dashboard.Access;

/// <summary>
/// Lets in who asks for this server by a name of its own, from a page of its own, and brings a token: once in the address, then as a cookie,
/// or as a bearer. A page that somebody else made the browser open has none of these, and neither has another user of the machine.
/// </summary>
/// <param name="tokens">Null lets everybody in, as an operator, who asks by the right name.</param>
/// <param name="signsIn">Whether a provider says who people are: then no token lets in.</param>
internal sealed class AccessGate(HostNames names, AccessTokens? tokens, bool signsIn = false)
{
    public const string Parameter = "token";

    private const string Bearer = "Bearer ";

    /// <summary>A probe asks for nothing that is worth a token, and by whatever address it has.</summary>
    public Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (IsProbe(request)) return next(context);
        if (!names.Serves(context)) return RefusalPage.WrongNameAsync(context, request.Host.Host);
        return IsForeign(request) ? RefusalPage.WrongOriginAsync(context) : next(context);
    }

    /// <summary>Tells who asks, and refuses whom nobody knows.</summary>
    public Task EnterAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (IsProbe(request)) return next(context);
        if (signsIn) return SignInGate.InvokeAsync(context, next);
        if (tokens is null) return EnterAsync(context, next, Role.Operator);
        // An address that somebody was given goes before what the browser kept: it may be of another role.
        if (tokens.RoleOf(request.Query[Parameter]) is not null) return RedirectAsync(context);
        if ((tokens.RoleOf(request.Cookies[CookieOf(context)]) ?? tokens.RoleOf(BearerOf(request))) is { } role) return EnterAsync(context, next, role);
        return RefusalPage.NoTokenAsync(context);
    }

    /// <summary>The address in the browser's bar, its history and its referrers has no token from here on.</summary>
    private static Task RedirectAsync(HttpContext context)
    {
        var request = context.Request;
        context.Response.Cookies.Append(
            CookieOf(context), request.Query[Parameter]!, new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = request.IsHttps, Path = "/" });
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Redirect(request.PathBase + request.Path + Without(request.Query));
        return Task.CompletedTask;
    }

    private static bool IsProbe(HttpRequest request) => request.Path == "/healthz";

    private static Task EnterAsync(HttpContext context, RequestDelegate next, Role role)
    {
        context.User = new Visitor($"token of the {role.ToString().ToLowerInvariant()}s", role).ToPrincipal();
        return next(context);
    }

    /// <summary>Browsers keep cookies by host alone, and several dashboards may run on one.</summary>
    private static string CookieOf(HttpContext context) => $"vividmed-{context.Connection.LocalPort}";

    private static string? BearerOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? header[Bearer.Length..].Trim()
            : null;

    private static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin.ToString() is { Length: > 0 } origin
            ? !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase))
            // A link from elsewhere may be followed; anything else that another site makes the browser send says so.
            : request.Headers["Sec-Fetch-Site"] == "cross-site" && !HttpMethods.IsGet(request.Method);

    private static QueryString Without(IQueryCollection query) =>
        new QueryBuilder(query.Where(static part => part.Key != Parameter)).ToQueryString();
}
