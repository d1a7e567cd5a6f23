using Azure.Core;
using Azure.Identity;

namespace Microsoft.DurableTask;

internal static class SchedulerCredentials
{
    /// <summary>The credential that a connection string asks for, or null for none.</summary>
    /// <exception cref="SchedulerConnectionException">The kind of authentication is unknown.</exception>
    public static TokenCredential? Create(SchedulerConnectionString connection) => connection.Authentication.ToUpperInvariant() switch
    {
        "NONE" => null,
        "DEFAULTAZURE" => new DefaultAzureCredential(DefaultAzure(connection)),
        "MANAGEDIDENTITY" => new ManagedIdentityCredential(
            connection.ClientId is { } client ? ManagedIdentityId.FromUserAssignedClientId(client) : ManagedIdentityId.SystemAssigned),
        "WORKLOADIDENTITY" => new WorkloadIdentityCredential(WorkloadIdentity(connection)),
        "ENVIRONMENT" => new EnvironmentCredential(),
        "AZURECLI" => new AzureCliCredential(),
        _ => throw new SchedulerConnectionException(
            "Authentication",
            "the connection string's 'Authentication' is none of DefaultAzure, ManagedIdentity, WorkloadIdentity, Environment, AzureCli and None"),
    };

    private static DefaultAzureCredentialOptions DefaultAzure(SchedulerConnectionString connection)
    {
        // What is not said stays as the environment has it (AZURE_CLIENT_ID, AZURE_TENANT_ID).
        var options = new DefaultAzureCredentialOptions();
        if (connection.ClientId is { } client) (options.ManagedIdentityClientId, options.WorkloadIdentityClientId) = (client, client);
        options.TenantId = connection.TenantId ?? options.TenantId;
        return options;
    }

    private static WorkloadIdentityCredentialOptions WorkloadIdentity(SchedulerConnectionString connection)
    {
        var options = new WorkloadIdentityCredentialOptions();
        options.ClientId = connection.ClientId ?? options.ClientId;
        options.TenantId = connection.TenantId ?? options.TenantId;
        options.TokenFilePath = connection.TokenFilePath ?? options.TokenFilePath;
        foreach (var tenant in connection.AllowedTenants) options.AdditionallyAllowedTenants.Add(tenant);
        return options;
    }
}
