using Grpc.Core;

namespace VividMed.TaskHub;

/// <summary>A method with one response.</summary>
internal sealed class UnaryInProcessMethod<TOwnRequest, TOwnResponse>(
    Method<TOwnRequest, TOwnResponse> own, UnaryServerMethod<TOwnRequest, TOwnResponse> serve) : InProcessMethod
    where TOwnRequest : class
    where TOwnResponse : class
{
    public override async Task<TResponse> CallAsync<TRequest, TResponse>(Method<TRequest, TResponse> callers, TRequest request, InProcessCall call)
    {
        var response = await serve(Copy(request, callers.RequestMarshaller, own.RequestMarshaller), call);
        return Copy(response, own.ResponseMarshaller, callers.ResponseMarshaller);
    }

    public override IAsyncStreamReader<TResponse> Stream<TRequest, TResponse>(Method<TRequest, TResponse> callers, TRequest request, InProcessCall call) =>
        throw new RpcException(new Status(StatusCode.Unimplemented, $"{own.Name} has one response."));
}
