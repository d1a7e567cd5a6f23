using Microsoft.Extensions.Configuration;

namespace VividMed.Cli;

/// <summary>Defaults below flags: local.settings.json in the current folder, then the environment (VIVIDMED__HUB, VIVIDMED__MODELS, ...).</summary>
internal sealed record Settings
{
    private static readonly IConfigurationRoot Source = new ConfigurationBuilder()
        .SetBasePath(Directory.GetCurrentDirectory())
        .AddJsonFile("local.settings.json", optional: true)
        .AddEnvironmentVariables("VIVIDMED__")
        .Build();

    public static Settings Current { get; } = Source.Get<Settings>() ?? new Settings();

    /// <summary>VIVIDMED__Hub__TokenFile: the file with the token to send to the hub.</summary>
    public static string? HubTokenFile => Source["Hub:TokenFile"];

    /// <summary>VIVIDMED__CertificatePassword: of the hub's own certificate. It has no flag, which other users could read.</summary>
    public static string? CertificatePassword => Source["CertificatePassword"];

    /// <summary>VIVIDMED__Postgres: connection string of the hub's database, with its password.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public static string PostgresConnection => Source["Postgres"] is { Length: > 0 } connection
        ? connection
        : throw new CliException("--postgres needs a connection string: set VIVIDMED__Postgres to, for example, Host=db;Database=hub;Username=hub;Password=...");

    /// <summary>VIVIDMED__Telemetry__OtlpEndpoint: where traces and metrics are sent, such as http://localhost:4318; unset, nothing is sent.</summary>
    /// <exception cref="CliException">It is no address.</exception>
    public static Uri? OtlpEndpoint => Source["Telemetry:OtlpEndpoint"] switch
    {
        null or "" => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" => uri,
        var text => throw new CliException($"Telemetry:OtlpEndpoint is '{text}'; it takes the address of an OTLP/HTTP collector, such as http://localhost:4318"),
    };

    /// <summary>VIVIDMED__Llm__Endpoint and its siblings Model, AllowPublicEndpoint and ApiKey.</summary>
    public static string? Llm(string name) => Source[$"Llm:{name}"];

    /// <summary>Address of a task hub.</summary>
    public string? Hub { get; init; }

    /// <summary>Folder with models and taxonomy.</summary>
    public string? Models { get; init; }

    /// <summary>VIVIDMED__Provider: what models run on, such as cpu or plugin:/opt/libonnxruntime_providers_cuda_ep.so.</summary>
    public string? Provider { get; init; }

    /// <summary>VIVIDMED__DeviceMemoryGb: memory of the GPU in 10^9 bytes; without it one model at a time is on it.</summary>
    public double? DeviceMemoryGb { get; init; }

    /// <summary>VIVIDMED__InferenceThreads: threads within one call on the CPU; without it every processor but one.</summary>
    public int? InferenceThreads { get; init; }

    /// <summary>VIVIDMED__CudaGraph: replays recorded CUDA graphs.</summary>
    public bool CudaGraph { get; init; }

    /// <summary>How models are run; a flag wins over the setting.</summary>
    /// <exception cref="VividMed.Inference.ModelException">The provider is not known.</exception>
    public VividMed.Inference.ExecutionOptions ExecutionWith(string? provider) => VividMed.Inference.ExecutionOptions.Parse(provider ?? Provider ?? "auto") with
    {
        DeviceMemoryGb = DeviceMemoryGb,
        Threads = InferenceThreads,
        CudaGraph = CudaGraph,
    };
}
