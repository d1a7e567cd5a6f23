using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace VividMed.TaskHub;

/// <summary>Lets calls in that bring a known bearer token, before anything of them is read.</summary>
internal sealed class TokenGate(IReadOnlyCollection<string> tokens)
{
    private const string Scheme = "Bearer ";

    // Digests have one length, so that comparing them tells nothing about a token's.
    private readonly byte[][] _digests = [.. tokens.Select(Digest)];

    public Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        Knows(context.Request.Headers.Authorization.ToString()) ? next(context) : RefuseAsync(context.Response);

    private bool Knows(string header)
    {
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return false;
        var digest = Digest(header[Scheme.Length..].Trim());
        var known = false;
        foreach (var token in _digests) known |= CryptographicOperations.FixedTimeEquals(token, digest);
        return known;
    }

    private static Task RefuseAsync(HttpResponse response)
    {
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = ((int)StatusCode.Unauthenticated).ToString(System.Globalization.CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = "This task hub asks for a bearer token that it knows (--hub-token-file).";
        return Task.CompletedTask;
    }

    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
