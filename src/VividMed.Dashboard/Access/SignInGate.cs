using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace VividMed.Dashboard.Access;

/// <summary>Lets in whom the provider knows and gave a role, and sends everybody else's browser there.</summary>
internal static class SignInGate
{
    public const string SignOut = "/sign-out";

    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var user = context.User;
        if (user.Identity is not { IsAuthenticated: true } identity)
        {
            await ChallengeAsync(context);
        }
        else if (context.Request.Path == SignOut)
        {
            if (!HttpMethods.IsPost(context.Request.Method))
            {
                context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                return;
            }

            await context.SignOutAsync();
            await RefusalPage.SignedOutAsync(context);
        }
        else if (user.FindFirstValue(ClaimTypes.Role) is null)
        {
            await RefusalPage.NoRoleAsync(context, identity.Name ?? "unknown");
        }
        else
        {
            await next(context);
        }
    }

    /// <summary>Only what a person opens leads to the provider; a script or a connection is told that it is not signed in.</summary>
    private static async Task ChallengeAsync(HttpContext context)
    {
        var opens = HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        if (!opens)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        try
        {
            await context.ChallengeAsync();
        }
        catch (InvalidOperationException)
        {
            // The provider's configuration cannot be read.
            await RefusalPage.NoProviderAsync(context);
        }
    }
}
