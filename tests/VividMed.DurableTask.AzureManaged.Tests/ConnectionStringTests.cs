using Microsoft.DurableTask;

namespace VividMed.DurableTask.AzureManaged.Tests;

public sealed class ConnectionStringTests
{
    [Theory]
    [InlineData("None", null)]
    [InlineData("DefaultAzure", "DefaultAzureCredential")]
    [InlineData("managedidentity", "ManagedIdentityCredential")]
    [InlineData("WorkloadIdentity", "WorkloadIdentityCredential")]
    [InlineData("Environment", "EnvironmentCredential")]
    [InlineData("AzureCli", "AzureCliCredential")]
    [InlineData("AzureCLI", "AzureCliCredential")]
    public void It_chooses_the_credential(string authentication, string? credential)
    {
        var options = DurableTaskSchedulerClientOptions.FromConnectionString(
            $"endpoint=https://a.westeurope.durabletask.io; TASKHUB = mimic ;Authentication={authentication};ClientID=5c1b2f3e-0000-4000-8000-1234567890ab");

        Assert.Equal(("https://a.westeurope.durabletask.io", "mimic"), (options.EndpointAddress, options.TaskHubName));
        Assert.Equal(credential, options.Credential?.GetType().Name);
    }

    [Fact]
    public void A_workload_s_identity_takes_client_tenants_and_token_file()
    {
        var connection = new SchedulerConnectionString(
            "Endpoint=https://a;TaskHub=h;Authentication=WorkloadIdentity;ClientID=c;TenantId=t;AdditionallyAllowedTenants=u, v;TokenFilePath=/var/token");

        Assert.Equal(("c", "t", "/var/token"), (connection.ClientId, connection.TenantId, connection.TokenFilePath));
        Assert.Equal(["u", "v"], connection.AllowedTenants);
        Assert.NotNull(SchedulerCredentials.Create(connection));
    }

    [Fact]
    public void An_endpoint_without_a_scheme_is_https() =>
        Assert.Equal(
            "https://a.westeurope.durabletask.io/",
            DurableTaskSchedulerWorkerOptions.FromConnectionString("Endpoint=a.westeurope.durabletask.io;TaskHub=h;Authentication=DefaultAzure").Endpoint().ToString());

    [Theory]
    [InlineData("TaskHub=hub;Authentication=s3cret", "Endpoint")]
    [InlineData("Endpoint=https://a;Authentication=s3cret", "TaskHub")]
    [InlineData("Endpoint=https://a;TaskHub=hub;ClientID=s3cret", "Authentication")]
    [InlineData("Endpoint=https://a;TaskHub=hub;Authentication=s3cret", "Authentication")]
    [InlineData("Endpoint=ftp://s3cret;TaskHub=hub;Authentication=None", "Endpoint")]
    [InlineData("Endpoint=http://s3cret;TaskHub=hub;Authentication=DefaultAzure", "Endpoint")]
    [InlineData("Endpoint=https://a;TaskHub=hub;Authentication=None;AccountKey=s3cret", "accountkey")]
    [InlineData("s3cret", "")]
    public void A_malformed_one_is_refused_by_its_key_and_never_quoted(string text, string key)
    {
        var error = Assert.Throws<SchedulerConnectionException>(() => DurableTaskSchedulerWorkerOptions.FromConnectionString(text));

        Assert.Equal(key, error.Key);
        Assert.Contains(key, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }
}
