using Microsoft.Extensions.Logging;

namespace VividMed.TaskHub;

/// <summary>How <see cref="TaskHubServer"/> hosts a hub inside the calling process.</summary>
public sealed record TaskHubServerOptions
{
    /// <summary>The SQLite file; not needed where <see cref="Configure"/> names a PostgreSQL database.</summary>
    public string DatabasePath { get; init; } = "";

    /// <summary>The TCP port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Listens on every network interface instead of on loopback only. The hub has no authentication of its own.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>The longest that stopping waits for calls in flight.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>The clock of timers, scheduled starts and time stamps.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Further settings of the hub itself.</summary>
    public Action<TaskHubOptions>? Configure { get; init; }
}
