using System.Data.Common;

namespace VividMed.DurableTask;

/// <summary><c>Endpoint=…;TaskHub=…;Authentication=…[;ClientID=…][;TenantId=…]</c>, keys in any case and order.</summary>
internal sealed record SchedulerConnectionString(string Endpoint, string TaskHub, string Authentication, string? ClientId, string? TenantId)
{
    /// <exception cref="SchedulerConnectionException">The text cannot be read, or a key is missing.</exception>
    public static SchedulerConnectionString Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        DbConnectionStringBuilder parts = [];
        try
        {
            parts.ConnectionString = connectionString;
        }
        catch (ArgumentException)
        {
            // The parser's own message quotes the text.
            throw new SchedulerConnectionException("", "The connection string is not a list of Key=Value pairs divided by semicolons.");
        }

        return new(Required("Endpoint"), Required("TaskHub"), Required("Authentication"), Optional("ClientID"), Optional("TenantId"));

        string Required(string key) => Optional(key)
            ?? throw new SchedulerConnectionException(key, $"The connection string lacks the key '{key}'.");

        string? Optional(string key) => parts.TryGetValue(key, out object? value) && value is string { Length: > 0 } text ? text : null;
    }
}
