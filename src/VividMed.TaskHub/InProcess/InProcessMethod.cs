using Grpc.Core;

namespace VividMed.TaskHub;

/// <summary>A method of the service, as calls within the process reach it.</summary>
/// <param name="Unary">Set where the method has one response.</param>
/// <param name="Streaming">Set where it has a stream of them.</param>
internal sealed record InProcessMethod<TRequest, TResponse>(
    UnaryServerMethod<TRequest, TResponse>? Unary, ServerStreamingServerMethod<TRequest, TResponse>? Streaming)
    where TRequest : class
    where TResponse : class;
