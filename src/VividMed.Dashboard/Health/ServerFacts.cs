using System.Globalization;
using System.Runtime.InteropServices;
using VividMed.Dashboard.Access;

namespace VividMed.Dashboard.Health;

/// <summary>What the program that serves the page knows of itself.</summary>
/// <param name="program">What else it says of itself, by name, such as where its models are.</param>
internal sealed class ServerFacts(IReadOnlyList<(string Name, string Value)> program, AccessTokens? tokens)
{
    /// <summary>Whether people sign in at a provider, and so can sign out.</summary>
    public bool SignsIn { get; init; }

    /// <summary>Where the page is, once it is served.</summary>
    public Uri? Address { get; set; }

    public IEnumerable<(string Name, string Value)> Facts() =>
    [
        .. program,
        ("runtime", $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}"),
        ("processors", $"{Environment.ProcessorCount}"),
        ("memory of this program", Megabytes(Environment.WorkingSet)),
        ("memory that it may use", Megabytes(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)),
    ];

    /// <summary>Addresses that let others in, by what they may do; none where nobody is asked for a token.</summary>
    public IReadOnlyList<(string Role, Uri Address)> Invitations() => tokens is null || Address is null
        ? []
        :
        [
            ("look (viewer)", AddressOf(Role.Viewer)),
            ("judge samples, too (reviewer)", AddressOf(Role.Reviewer)),
            ("everything (operator)", AddressOf(Role.Operator)),
        ];

    public Uri AddressOf(Role role) => tokens is null ? Address! : new Uri(Address!, $"?{AccessGate.Parameter}={tokens.Of(role)}");

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20:N0} MiB");
}
