using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using VividMed.TaskHub.Monitoring;

namespace VividMed.Cli.Hosting;

/// <summary>
/// What the engine measures and traces, for whoever collects it. Nothing leaves the process unless a collector is configured. Names, counts
/// and durations only: neither reports nor ids of patients are in spans or metrics.
/// </summary>
internal static class Telemetry
{
    /// <summary>The source of the spans of clients and workers.</summary>
    private const string EngineSpans = "Microsoft.DurableTask";

    /// <summary>Metrics for a Prometheus that asks for them, and, with a collector, both metrics and traces.</summary>
    public static IServiceCollection AddHubTelemetry(this IServiceCollection services, Uri? collector)
    {
        services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(HubTelemetry.MeterName).AddPrometheusExporter());
        return services.AddTelemetry("vividmed-hub", collector);
    }

    /// <param name="service">The name that the process goes by in the collector.</param>
    /// <param name="collector">The base address of an OTLP/HTTP collector; null sends nothing.</param>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, string service, Uri? collector)
    {
        if (collector is null) return services;
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(service))
            .WithTracing(traces => traces.AddSource(EngineSpans).AddOtlpExporter(options => Send(options, collector, "v1/traces")))
            .WithMetrics(metrics => metrics.AddMeter(HubTelemetry.MeterName, "System.Runtime").AddOtlpExporter(options => Send(options, collector, "v1/metrics")));
        return services;
    }

    private static void Send(OtlpExporterOptions options, Uri collector, string path) =>
        (options.Protocol, options.Endpoint) = (OtlpExportProtocol.HttpProtobuf, new(collector, path));
}
