using Azure.Core;
using Azure.Identity;

namespace VividMed.DurableTask;

internal static class SchedulerCredentials
{
    /// <summary>The credential that a connection string asks for, or null for none.</summary>
    /// <exception cref="SchedulerConnectionException">The kind of authentication is unknown.</exception>
    public static TokenCredential? Create(SchedulerConnectionString connection) => connection.Authentication.ToUpperInvariant() switch
    {
        "NONE" => null,
        "DEFAULTAZURE" => new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = connection.ClientId }),
        "MANAGEDIDENTITY" => new ManagedIdentityCredential(
            connection.ClientId is { } client ? ManagedIdentityId.FromUserAssignedClientId(client) : ManagedIdentityId.SystemAssigned),
        "WORKLOADIDENTITY" => WorkloadIdentity(connection),
        "ENVIRONMENT" => new EnvironmentCredential(),
        "AZURECLI" => new AzureCliCredential(),
        _ => throw new SchedulerConnectionException(
            "Authentication",
            "The connection string's 'Authentication' is none of None, DefaultAzure, ManagedIdentity, WorkloadIdentity, Environment and AzureCLI."),
    };

    private static WorkloadIdentityCredential WorkloadIdentity(SchedulerConnectionString connection)
    {
        WorkloadIdentityCredentialOptions options = new();
        options.ClientId = connection.ClientId ?? options.ClientId;
        options.TenantId = connection.TenantId ?? options.TenantId;
        return new(options);
    }
}
