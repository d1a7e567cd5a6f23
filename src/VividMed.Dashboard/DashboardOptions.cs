using VividMed.Dashboard.Access;
using VividMed.Dashboard.Datasets;
using VividMed.Dashboard.Start;
using VividMed.Storage.Stores;
using VividMed.Workflows.Progress;

namespace VividMed.Dashboard;

/// <summary>
/// Whom the dashboard asks and where it listens (port 0 takes a free one; remote: on every network interface).
/// </summary>
/// <param name="Unserved">Asks what waits for a worker that is not there.</param>
public sealed record DashboardOptions(DurableTaskClient Client, UnservedWorkReader Unserved, int Port = 0, bool Remote = false)
{
    /// <summary>Lets in whoever reaches the port; for where a proxy asks for a sign-in.</summary>
    public bool NoToken { get; init; }

    /// <summary>Who says who people are, in place of a token; null where a token lets in.</summary>
    public SignInOptions? SignIn { get; init; }

    /// <summary>How this process signs in to the storage accounts that runs wrote to; null takes what Azure.Identity finds.</summary>
    public StorageCredentials? Credentials { get; init; }

    /// <summary>Further names that the page is opened by, such as a proxy's; <c>*</c> for any.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Finds instances; null asks the client alone, which looks at all of them.</summary>
    public InstanceFinder? Find { get; init; }

    /// <summary>Asks what the hub is at; null where nobody can tell.</summary>
    public HubReader? Hub { get; init; }

    /// <summary>Plans and starts runs; null where the page only looks at those of others.</summary>
    public RunDesk? Desk { get; init; }

    /// <summary>Draws the page of a version's quality; null where there is none.</summary>
    public QualityReader? Quality { get; init; }

    /// <summary>What versions can be handed over as; null where the page does not tell.</summary>
    public ExportOffer? Exports { get; init; }

    /// <summary>Says failures as the program does; null says those of the house's own kinds.</summary>
    public FailureWords? Explain { get; init; }

    /// <summary>The folder of the audit log and of the keys that sign what browsers keep; null keeps no log, and keys as long as the server runs.</summary>
    public string? StateFolder { get; init; }

    /// <summary>What the program says of itself on the page, by name, such as where its models are. No secrets.</summary>
    public IReadOnlyList<(string Name, string Value)> Program { get; init; } = [];
}
