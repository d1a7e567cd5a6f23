using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace VividMed.Dashboard.Tests.Support;

/// <summary>
/// An OpenID Connect provider on this machine, over real HTTP and with real signatures: it lets in whoever asks as the person that it is told, and redeems a
/// code only for the one who has its verifier.
/// </summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    public const string Client = "vividmed-page";
    public const string Secret = "between these two";

    private readonly RSA _key = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string Back)> _codes = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private FakeProvider(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>Who signs in.</summary>
    public string Name { get; set; } = "Ann";

    public IReadOnlyList<string> Roles { get; set; } = [];

    /// <summary>Signs with a key that nobody has published.</summary>
    public bool Forges { get; set; }

    /// <summary>Says a nonce of its own in place of the one that was asked with.</summary>
    public bool Replays { get; set; }

    public static async Task<FakeProvider> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var provider = new FakeProvider(app);
        app.UseRouting();
        app.MapGet("/.well-known/openid-configuration", provider.DescribeAsync);
        app.MapGet("/keys", provider.KeysAsync);
        app.MapGet("/authorize", provider.AuthorizeAsync);
        app.MapPost("/token", provider.RedeemAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        provider.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private Task DescribeAsync(HttpContext context) => context.Response.WriteAsJsonAsync(new Dictionary<string, object>
    {
        ["issuer"] = Issuer,
        ["authorization_endpoint"] = $"{Issuer}/authorize",
        ["token_endpoint"] = $"{Issuer}/token",
        ["jwks_uri"] = $"{Issuer}/keys",
        ["response_types_supported"] = new[] { "code" },
        ["subject_types_supported"] = new[] { "public" },
        ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
    });

    private string Issuer => Address.GetLeftPart(UriPartial.Authority);

    private Task KeysAsync(HttpContext context)
    {
        var open = _key.ExportParameters(includePrivateParameters: false);
        return context.Response.WriteAsJsonAsync(new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = "one", n = Encode(open.Modulus!), e = Encode(open.Exponent!) } } });
    }

    /// <summary>Everybody is who the test says.</summary>
    private Task AuthorizeAsync(HttpContext context)
    {
        var asked = context.Request.Query;
        if (asked["client_id"] != Client || asked["response_type"] != "code" || asked["code_challenge_method"] != "S256")
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }

        var code = RandomNumberGenerator.GetHexString(32);
        _codes[code] = (asked["nonce"].ToString(), asked["code_challenge"].ToString(), asked["redirect_uri"].ToString());
        context.Response.Redirect($"{asked["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(asked["state"].ToString())}");
        return Task.CompletedTask;
    }

    private async Task RedeemAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var known = _codes.TryRemove(form["code"].ToString(), out var asked)
            && form["client_id"] == Client && form["client_secret"] == Secret && form["redirect_uri"] == asked.Back
            && Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) == asked.Challenge;
        if (!known)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new { error = "invalid_grant" });
            return;
        }

        await context.Response.WriteAsJsonAsync(new { access_token = "none", token_type = "Bearer", expires_in = 60, id_token = Sign(asked.Nonce) });
    }

    private string Sign(string nonce)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Issuer, ["aud"] = Client, ["sub"] = "17", ["name"] = Name, ["roles"] = Roles, ["nonce"] = Replays ? "of another sign-in" : nonce,
            ["iat"] = now, ["nbf"] = now, ["exp"] = now + 60,
        };
        var content = $"{Encode(JsonSerializer.SerializeToUtf8Bytes(new { alg = "RS256", typ = "JWT", kid = "one" }))}.{Encode(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        using var other = RSA.Create(2048);
        return $"{content}.{Encode((Forges ? other : _key).SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
