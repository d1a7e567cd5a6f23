using Grpc.Core;

namespace VividMed.TaskHub;

/// <summary>A method with a stream of responses.</summary>
internal sealed class StreamingInProcessMethod<TOwnRequest, TOwnResponse>(
    Method<TOwnRequest, TOwnResponse> own, ServerStreamingServerMethod<TOwnRequest, TOwnResponse> serve) : InProcessMethod
    where TOwnRequest : class
    where TOwnResponse : class
{
    public override Task<TResponse> CallAsync<TRequest, TResponse>(Method<TRequest, TResponse> callers, TRequest request, InProcessCall call) =>
        throw new RpcException(new Status(StatusCode.Unimplemented, $"{own.Name} has a stream of responses."));

    public override IAsyncStreamReader<TResponse> Stream<TRequest, TResponse>(Method<TRequest, TResponse> callers, TRequest request, InProcessCall call)
    {
        var responses = new InProcessStream<TOwnResponse, TResponse>(own.ResponseMarshaller, callers.ResponseMarshaller, call);
        _ = responses.EndWithAsync(serve(Copy(request, callers.RequestMarshaller, own.RequestMarshaller), responses, call));
        return responses;
    }
}
