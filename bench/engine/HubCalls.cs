using Grpc.Core;

namespace VividMed.Bench.Engine;

/// <summary>How a worker or a client reaches the hub: at an address, or by calls within the process.</summary>
internal sealed record HubCalls(string? Address, CallInvoker? Invoker)
{
    public static HubCalls To(string address) => new(address, Invoker: null);
}
