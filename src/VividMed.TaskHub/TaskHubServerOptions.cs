using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace VividMed.TaskHub;

/// <summary>How <see cref="TaskHubServer"/> hosts a hub inside the calling process.</summary>
public sealed record TaskHubServerOptions
{
    /// <summary>The SQLite file; not needed where <see cref="Configure"/> names a PostgreSQL database.</summary>
    public string DatabasePath { get; init; } = "";

    /// <summary>The TCP port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Listens on every network interface instead of on loopback only; asks for a certificate and tokens.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>Certificate and tokens.</summary>
    public TaskHubSecurity Security { get; init; } = new();

    /// <summary>
    /// A second, HTTP/1.1 port on the same addresses for <c>/healthz</c> and what <see cref="MapHealth"/> adds; 0 takes a free one, null
    /// none. It asks for no token and tells nothing about work.
    /// </summary>
    public int? HealthPort { get; init; }

    /// <summary>Further services, such as the exporters of telemetry.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }

    /// <summary>Further endpoints of the health port, such as metrics.</summary>
    public Action<WebApplication>? MapHealth { get; init; }

    /// <summary>The longest that stopping waits for calls in flight.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Where the hub logs; null for nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>The clock of timers, scheduled starts and time stamps.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Further settings of the hub itself.</summary>
    public Action<TaskHubOptions>? Configure { get; init; }
}
