using System.Net;
using Microsoft.AspNetCore.Http;

namespace VividMed.Dashboard.Access;

/// <summary>
/// The names under which a server is asked for. A web page elsewhere can let its own name point to this machine, and a browser would then take
/// the two for one; the name in the request gives it away.
/// </summary>
/// <param name="configured">Further names, as a proxy or users have them; <c>*</c> for any.</param>
internal sealed class HostNames(IEnumerable<string> configured)
{
    private readonly HashSet<string> _names = new(["localhost", "127.0.0.1", "::1", .. configured], StringComparer.OrdinalIgnoreCase);

    public bool Serves(HttpContext context)
    {
        var name = context.Request.Host.Host.Trim('[', ']');
        return _names.Contains(name) || _names.Contains("*") || IsOwnAddress(name, context.Connection.LocalIpAddress);
    }

    /// <summary>An address, unlike a name, points nowhere else.</summary>
    private static bool IsOwnAddress(string name, IPAddress? own) =>
        own is not null && IPAddress.TryParse(name, out var address) && address.MapToIPv6().Equals(own.MapToIPv6());
}
