namespace VividMed.Bench.Engine;

/// <summary>Where hub, worker and client are, and how they talk.</summary>
internal enum Deployment
{
    /// <summary>In one process, calling each other.</summary>
    Together,

    /// <summary>In one process, over gRPC on loopback all the same.</summary>
    Loopback,

    /// <summary>In a process each, over gRPC on loopback.</summary>
    Apart,

    /// <summary>The anchor: Microsoft's in-memory host in one process, over gRPC on loopback.</summary>
    Memory,
}
