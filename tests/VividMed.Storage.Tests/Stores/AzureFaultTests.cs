using Azure.Core;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Storage.Tests.Stores;

/// <summary>What callers are told when a storage account refuses or does not answer: a cause and a cure, never its markup, never a secret.</summary>
public sealed class AzureFaultTests(AzuriteProcess azurite) : IClassFixture<AzuriteProcess>
{
    private const string WrongKey = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA==";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_key_and_a_signature_that_has_run_out_are_refused_with_code_and_cure()
    {
        Assert.SkipWhen(azurite.Missing is not null, azurite.Missing ?? "");
        var account = $"http://127.0.0.1:{azurite.Port}/devstoreaccount1";
        foreach (var address in (string[])
            [
                $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={WrongKey};BlobEndpoint={account};Container=refused",
                $"BlobEndpoint={account};SharedAccessSignature=sv=2024-11-04&ss=b&srt=sco&sp=rwl&se=2020-01-01T00:00:00Z&sig={WrongKey};Container=refused",
                $"{account}/refused?sv=2024-11-04&sr=c&sp=rwl&se=2020-01-01T00:00:00Z&sig={WrongKey}",
            ])
        {
            var store = BlobStoreFactory.Open(address);
            foreach (var call in (Func<Task>[])
                [
                    () => store.ReadAllAsync("blob", cancellationToken: Stop),
                    () => store.TryCreateAsync("blob", new byte[1], Stop),
                    async () => await store.ListAsync("", Stop).ToListAsync(Stop),
                    () => store.DeleteAsync("blob", Stop),
                ])
            {
                var refused = await Assert.ThrowsAsync<StorageException>(call);
                Assert.Equal(("access-refused", false), (refused.Code, refused.LiesInInput));
                Assert.Contains("403", refused.Message, StringComparison.Ordinal);
                AssertOneLineWithoutSecret(refused);
            }
        }
    }

    [Fact]
    public async Task A_name_that_no_container_may_have_is_refused()
    {
        Assert.SkipWhen(azurite.Missing is not null, azurite.Missing ?? "");
        var store = BlobStoreFactory.Open($"http://127.0.0.1:{azurite.Port}/devstoreaccount1/No_Such-Name");

        var refused = await Assert.ThrowsAsync<StorageException>(() => store.TryCreateAsync("blob", new byte[1], Stop));

        Assert.Equal("store-refused", refused.Code);
        AssertOneLineWithoutSecret(refused);
    }

    [Fact]
    public async Task A_service_that_is_busy_may_be_asked_again_later_and_its_markup_stays_away()
    {
        const string markup = "<?xml version=\"1.0\"?><Error><Code>ServerBusy</Code></Error>";
        await using var busy = new MisbehavingEndpoint(
            MisbehavingEndpoint.Raw("503 Busy", markup, "Content-Type: application/xml\r\nx-ms-error-code: ServerBusy\r\nRetry-After: 0\r\n"));
        var store = BlobStoreFactory.Open(busy.Address.GetLeftPart(UriPartial.Authority) + "/devstoreaccount1/c");

        var away = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ReadAllAsync("blob", cancellationToken: Stop));

        Assert.Contains("503 ServerBusy", away.Message, StringComparison.Ordinal);
        AssertOneLineWithoutSecret(away);
    }

    [Fact]
    public async Task An_account_that_nobody_serves_does_not_answer()
    {
        var store = BlobStoreFactory.Open($"http://127.0.0.1:{FreePort.Find()}/devstoreaccount1/c?sv=1&sig={WrongKey}");

        var away = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ReadAllAsync("blob", cancellationToken: Stop));

        Assert.Contains("does not answer", away.Message, StringComparison.Ordinal);
        AssertOneLineWithoutSecret(away);
    }

    [Fact]
    public async Task Whoever_has_no_sign_in_is_told_which_there_are()
    {
        var store = BlobStoreFactory.Open("https://nobody.invalid/c", new StorageCredentials(new NoSignIn()));

        var refused = await Assert.ThrowsAsync<StorageException>(() => store.ReadAllAsync("blob", cancellationToken: Stop));

        Assert.Equal("no-sign-in", refused.Code);
        Assert.Contains("az login", refused.Message, StringComparison.Ordinal);
    }

    private static void AssertOneLineWithoutSecret(Exception failure)
    {
        Assert.DoesNotContain('\n', failure.Message);
        Assert.DoesNotContain('<', failure.Message);
        Assert.Null(failure.InnerException);
        foreach (var secret in (string[])[WrongKey, Uri.EscapeDataString(WrongKey), "sig="])
        {
            Assert.DoesNotContain(secret, failure.ToString(), StringComparison.Ordinal);
        }
    }

    /// <summary>A machine on which nobody has signed in.</summary>
    private sealed class NoSignIn : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new Azure.Identity.CredentialUnavailableException("nobody");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new Azure.Identity.CredentialUnavailableException("nobody");
    }
}
