using Microsoft.Extensions.DependencyInjection;

namespace VividMed.Cli;

/// <summary>A client of a hub that somebody else serves.</summary>
internal static class HubClient
{
    public static DurableTaskClient Connect(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new CliException($"'{address}' is no hub address; it looks like http://localhost:4001");
        }

        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDurableTaskClient(client => client.UseGrpc(uri.ToString()));
        return services.BuildServiceProvider().GetRequiredService<DurableTaskClient>();
    }
}
