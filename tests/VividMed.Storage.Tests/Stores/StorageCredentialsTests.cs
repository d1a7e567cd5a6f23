using VividMed.Storage.Stores;

namespace VividMed.Storage.Tests.Stores;

/// <summary>Secrets are kept apart from addresses.</summary>
public sealed class StorageCredentialsTests
{
    private const string Connection = "DefaultEndpointsProtocol=https;AccountName=account;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net";

    [Theory]
    [InlineData("https://account.blob.core.windows.net/c/p?sv=1&sig=secret", "https://account.blob.core.windows.net/c/p")]
    [InlineData(Connection + ";Container=c/p", "https://account.blob.core.windows.net/c/p")]
    [InlineData("UseDevelopmentStorage=true;Container=c", "http://127.0.0.1:10000/devstoreaccount1/c")]
    [InlineData("BlobEndpoint=https://account.blob.core.windows.net;SharedAccessSignature=sv=1&sig=secret;Container=c/p", "https://account.blob.core.windows.net/c/p")]
    [InlineData("SharedAccessSignature=sv=1&sig=secret;Container=c; BlobEndpoint=https://account.blob.core.windows.net/", "https://account.blob.core.windows.net/c")]
    [InlineData("AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net;Container=c;AccountName=account;DefaultEndpointsProtocol=https", "https://account.blob.core.windows.net/c")]
    [InlineData("https://account.blob.core.windows.net/c", "https://account.blob.core.windows.net/c")]
    [InlineData("/data/x", "/data/x")]
    public void An_address_is_given_back_without_its_secret(string written, string address)
    {
        var taken = new StorageCredentials().Take(written);
        Assert.Equal(address, taken);
        Assert.False(StorageCredentials.IsSecret(taken));
    }

    [Theory]
    [InlineData("https://account.blob.core.windows.net/c/BlobEndpoint=x")]
    [InlineData("/data/AccountName=x")]
    [InlineData("out")]
    public void An_address_is_no_connection_string_for_a_name_in_it(string address) => Assert.False(StorageCredentials.IsSecret(address));

    [Fact]
    public void A_store_of_a_known_account_signs_with_its_key_and_one_of_another_account_does_not()
    {
        var credentials = StorageCredentials.From(Connection);
        Assert.True(BlobStoreFactory.FindContainer("https://account.blob.core.windows.net/c/p", credentials)!.Container.CanGenerateSasUri);
        Assert.False(BlobStoreFactory.FindContainer("https://other.blob.core.windows.net/c/p", credentials)!.Container.CanGenerateSasUri);
    }

    [Fact]
    public void A_signature_belongs_to_its_container_and_is_not_shown()
    {
        var credentials = new StorageCredentials();
        credentials.Take("https://account.blob.core.windows.net/c/p?sv=1&sig=secret");
        Assert.Contains("sig=secret", BlobStoreFactory.FindContainer("https://account.blob.core.windows.net/c/elsewhere", credentials)!.Container.Uri.Query, StringComparison.Ordinal);
        Assert.Empty(BlobStoreFactory.FindContainer("https://account.blob.core.windows.net/d", credentials)!.Container.Uri.Query);
        Assert.DoesNotContain("secret", BlobStoreFactory.Open("https://account.blob.core.windows.net/c/p", credentials).DisplayName, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_connection_string_is_refused_without_being_repeated()
    {
        var refused = Assert.Throws<StorageException>(() => StorageCredentials.From("AccountName=account;AccountKey=not base64 secret"));
        Assert.Equal("bad-store-address", refused.Code);
        Assert.DoesNotContain("secret", refused.ToString(), StringComparison.Ordinal);
    }
}
