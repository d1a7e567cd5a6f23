using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace VividMed.Dashboard.Access;

/// <summary>
/// Signs people in at an OpenID Connect provider: by a code that only their browser can redeem, and a cookie of this server's own that says their
/// name and role and nothing else of what the provider told.
/// </summary>
internal static class SignIn
{
    public const string Callback = "/signin-oidc";

    private static readonly TimeSpan Lasts = TimeSpan.FromHours(8);
    private static readonly string[] Names = ["name", "preferred_username", "email", "sub"];

    public static void Add(IServiceCollection services, SignInOptions options)
    {
        var overTls = options.PublicAddress?.Scheme == Uri.UriSchemeHttps;
        services.AddAuthentication(static schemes =>
            {
                schemes.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                schemes.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
            })
            .AddCookie(cookie =>
            {
                cookie.Cookie.Name = "vividmed-sign-in";
                Guard(cookie.Cookie, overTls);
                (cookie.ExpireTimeSpan, cookie.SlidingExpiration) = (Lasts, false);
            })
            .AddOpenIdConnect(provider => Configure(provider, options, overTls));
    }

    private static void Configure(OpenIdConnectOptions provider, SignInOptions options, bool overTls)
    {
        (provider.Authority, provider.ClientId, provider.ClientSecret) = (options.Authority.ToString(), options.ClientId, options.ClientSecret);
        // On this machine alone tokens may go unencrypted.
        provider.RequireHttpsMetadata = !options.Authority.IsLoopback;
        (provider.ResponseType, provider.ResponseMode, provider.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
        (provider.CallbackPath, provider.MapInboundClaims, provider.SaveTokens) = (Callback, false, false);
        // The way back is a link that is followed, which brings cookies along that stay away from other sites' posts.
        Guard(provider.CorrelationCookie, overTls);
        Guard(provider.NonceCookie, overTls);
        provider.Events = new OpenIdConnectEvents
        {
            OnRedirectToIdentityProvider = context =>
            {
                if (options.PublicAddress is { } address) context.ProtocolMessage.RedirectUri = new Uri(address, Callback).ToString();
                return Task.CompletedTask;
            },
            OnTokenValidated = context =>
            {
                context.Principal = Keep(context.Principal!, options);
                return Task.CompletedTask;
            },
            OnRemoteFailure = static context =>
            {
                context.HandleResponse();
                return RefusalPage.SignInFailedAsync(context.HttpContext);
            },
        };
    }

    /// <summary>Whoever has no role is known by name, and refused by it.</summary>
    private static ClaimsPrincipal Keep(ClaimsPrincipal told, SignInOptions options)
    {
        var name = Names.Select(told.FindFirstValue).FirstOrDefault(static name => !string.IsNullOrEmpty(name)) ?? "unknown";
        return options.RoleOf(told) is { } role
            ? new Visitor(name, role).ToPrincipal()
            : new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], CookieAuthenticationDefaults.AuthenticationScheme));
    }

    private static void Guard(CookieBuilder cookie, bool overTls)
    {
        (cookie.HttpOnly, cookie.SameSite) = (true, SameSiteMode.Lax);
        cookie.SecurePolicy = overTls ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }
}
