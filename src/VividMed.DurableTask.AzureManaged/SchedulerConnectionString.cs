using System.Data.Common;

namespace Microsoft.DurableTask;

/// <summary><c>Endpoint=…;TaskHub=…;Authentication=…</c> and optional keys, in any case and order.</summary>
internal sealed class SchedulerConnectionString
{
    private static readonly string[] Keys =
        ["Endpoint", "TaskHub", "Authentication", "ClientID", "TenantId", "AdditionallyAllowedTenants", "TokenFilePath"];

    private readonly DbConnectionStringBuilder _parts = [];

    /// <exception cref="SchedulerConnectionException">The text cannot be read, or holds a key that nobody knows.</exception>
    public SchedulerConnectionString(string text)
    {
        try
        {
            _parts.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            // The parser's own message quotes the text.
            throw new SchedulerConnectionException("", "the connection string is not a list of Key=Value pairs divided by semicolons");
        }

        if (_parts.Keys.Cast<string>().FirstOrDefault(key => !Keys.Contains(key, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            var known = string.Join(", ", Keys);
            throw new SchedulerConnectionException(unknown, $"the connection string has the unknown key '{unknown}'; there are {known}");
        }
    }

    public string Endpoint => Required(Keys[0]);

    public string TaskHub => Required(Keys[1]);

    public string Authentication => Required(Keys[2]);

    public string? ClientId => Optional(Keys[3]);

    public string? TenantId => Optional(Keys[4]);

    public string[] AllowedTenants =>
        Optional(Keys[5])?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    public string? TokenFilePath => Optional(Keys[6]);

    private string Required(string key) =>
        Optional(key) ?? throw new SchedulerConnectionException(key, $"the connection string lacks the key '{key}'");

    private string? Optional(string key) => _parts.TryGetValue(key, out var value) && value is string { Length: > 0 } text ? text : null;
}

/// <summary>
/// A connection to the scheduler is described wrongly. The message names the key at fault, never a value that may be secret.
/// </summary>
public sealed class SchedulerConnectionException(string key, string message) : ArgumentException(message)
{
    /// <summary>The key of the connection string, such as <c>Endpoint</c>; empty when the text as a whole is at fault.</summary>
    public string Key { get; } = key;
}
