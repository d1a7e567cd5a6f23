using System.Globalization;
using Azure.Core;

namespace VividMed.DurableTask.AzureManaged.Tests;

/// <summary>Hands out numbered tokens and counts.</summary>
internal sealed class FakeCredential(TimeProvider clock, TimeSpan lifetime) : TokenCredential
{
    private int _issued;

    public int Issued => Volatile.Read(ref _issued);

    public string? Scope { get; private set; }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Scope = Assert.Single(requestContext.Scopes);
        return new(Interlocked.Increment(ref _issued).ToString(CultureInfo.InvariantCulture), clock.GetUtcNow() + lifetime);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
