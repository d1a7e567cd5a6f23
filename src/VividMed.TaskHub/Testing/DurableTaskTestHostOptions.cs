using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace VividMed.DurableTask.Testing;

/// <summary>How a test host differs from the usual.</summary>
public class DurableTaskTestHostOptions
{
    /// <summary>The hub's TCP port; null takes a free one, so that tests may run side by side.</summary>
    public int? Port { get; set; }

    /// <summary>Receives the log of hub and worker; null for none.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Adds what the tested activities ask for.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; set; }
}
