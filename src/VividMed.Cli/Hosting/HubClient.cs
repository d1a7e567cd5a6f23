using Microsoft.Extensions.DependencyInjection;

namespace VividMed.Cli;

/// <summary>A client of a hub that somebody else serves.</summary>
internal static class HubClient
{
    public static DurableTaskClient Connect(string address, HubAccess access)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new CliException($"'{address}' is no hub address; it looks like http://localhost:4001");
        }

        var services = new ServiceCollection();
        services.AddLogging();
        var calls = access.Connect(uri);
        services.AddDurableTaskClient(client => client.UseGrpc(options => (options.Address, options.CallInvoker) = (calls is null ? uri.ToString() : null, calls)));
        return services.BuildServiceProvider().GetRequiredService<DurableTaskClient>();
    }
}
