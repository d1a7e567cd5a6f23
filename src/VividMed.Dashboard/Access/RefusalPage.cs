using System.Net;
using Microsoft.AspNetCore.Http;

namespace VividMed.Dashboard.Access;

/// <summary>What somebody reads who is not let in: why, and how to get in.</summary>
internal static class RefusalPage
{
    public static Task NoTokenAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return WriteAsync(
            context, StatusCodes.Status401Unauthorized, "This dashboard asks for its token",
            "Open the address that <code>vividmed dashboard</code> printed when it started: it ends in <code>?token=…</code>. A browser is asked once; "
            + "after a restart the dashboard has a new token. Scripts send it as <code>Authorization: Bearer …</code>.");
    }

    public static Task WrongNameAsync(HttpContext context, string name) => WriteAsync(
        context, StatusCodes.Status400BadRequest, "This dashboard is not served under that name",
        $"It was asked for as <code>{WebUtility.HtmlEncode(name)}</code>. Open it as <code>localhost</code>, or start it with "
        + "<code>--host</code> and the name that you use.");

    public static Task WrongOriginAsync(HttpContext context) => WriteAsync(
        context, StatusCodes.Status403Forbidden, "Another site asked for this dashboard", "Open the dashboard's own address instead.");

    public static Task SignInFailedAsync(HttpContext context) => WriteAsync(
        context, StatusCodes.Status403Forbidden, "The sign-in did not succeed", "The provider refused it, or it took too long. <a href=\"/\">Try again</a>.");

    public static Task NoRoleAsync(HttpContext context, string name) => WriteAsync(
        context, StatusCodes.Status403Forbidden, "You have no role here",
        $"You are signed in as {WebUtility.HtmlEncode(name)}, and your sign-in names none of the roles that this dashboard knows. Ask whoever runs it."
        + $"</p><form method=\"post\" action=\"{SignInGate.SignOut}\"><button>Sign out</button></form><p>");

    public static Task NoProviderAsync(HttpContext context) => WriteAsync(
        context, StatusCodes.Status502BadGateway, "Nobody can sign in at the moment", "The provider that says who people are does not answer. Try again later.");

    public static Task SignedOutAsync(HttpContext context) =>
        WriteAsync(context, StatusCodes.Status200OK, "You are signed out", "Of this dashboard; the provider may still know you. <a href=\"/\">Sign in again</a>.");

    private static Task WriteAsync(HttpContext context, int status, string title, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(
            $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head>"
            + $"<body><main><h1>{title}</h1><p>{text}</p></main></body></html>",
            context.RequestAborted);
    }
}
