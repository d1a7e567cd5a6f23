using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using DurableTask.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.DurableTask.Testing.Sidecar;
using Microsoft.DurableTask.Testing.Sidecar.Grpc;
using Microsoft.Extensions.DependencyInjection;

namespace VividMed.Bench.Engine;

/// <summary>The anchor: Microsoft's in-memory host, which keeps nothing, in this process over gRPC on loopback, with its limit of work items lifted.</summary>
internal sealed class MemoryHub : IAsyncDisposable
{
    private readonly WebApplication _app;

    private MemoryHub(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public static async Task<MemoryHub> StartAsync()
    {
        var engine = new InMemoryOrchestrationService();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0")
            .ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRouting();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(Unlimited.Over(engine));
        builder.Services.AddSingleton<IOrchestrationServiceClient>(engine);
        builder.Services.AddSingleton<TaskHubGrpcServer>();
        var app = builder.Build();
        app.MapGrpcService<TaskHubGrpcServer>();
        await app.StartAsync();
        return new(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>An engine that takes any number of work items at once: at its limit, the host would look again half a second later.</summary>
    [SuppressMessage("Performance", "CA1852", Justification = "DispatchProxy derives from it when the program runs.")]
    internal class Unlimited : DispatchProxy
    {
        private IOrchestrationService _engine = null!;

        public static IOrchestrationService Over(IOrchestrationService engine)
        {
            var proxy = Create<IOrchestrationService, Unlimited>();
            ((Unlimited)(object)proxy)._engine = engine;
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
        {
            "get_" + nameof(IOrchestrationService.MaxConcurrentTaskActivityWorkItems) or "get_" + nameof(IOrchestrationService.MaxConcurrentTaskOrchestrationWorkItems) => 100_000,
            _ => targetMethod.Invoke(_engine, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null),
        };
    }
}
