using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace VividMed.DurableTask.Worker.Grpc;

/// <summary>Where the task hub is. A call invoker precedes a channel, which precedes an address.</summary>
public sealed class GrpcDurableTaskWorkerOptions
{
    /// <summary>Such as <c>http://localhost:4001</c>, which is the default.</summary>
    public string? Address { get; set; }

    /// <summary>A channel of the caller's; it is not disposed here.</summary>
    public GrpcChannel? Channel { get; set; }

    public CallInvoker? CallInvoker { get; set; }

    /// <summary>What every call goes through, outermost last.</summary>
    internal List<Interceptor> Interceptors { get; } = [];
}
