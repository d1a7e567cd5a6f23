using Google.Protobuf;
using Grpc.Core;

namespace VividMed.TaskHub;

/// <summary>A method of the service. Callers may have classes of their own for the same messages, as those of the official packages are.</summary>
internal abstract class InProcessMethod
{
    public abstract Task<TResponse> CallAsync<TRequest, TResponse>(Method<TRequest, TResponse> callers, TRequest request, InProcessCall call)
        where TRequest : class
        where TResponse : class;

    public abstract IAsyncStreamReader<TResponse> Stream<TRequest, TResponse>(Method<TRequest, TResponse> callers, TRequest request, InProcessCall call)
        where TRequest : class
        where TResponse : class;

    /// <summary>A copy that whoever gets it may keep and change.</summary>
    public static TTo Copy<TFrom, TTo>(TFrom message, Marshaller<TFrom> from, Marshaller<TTo> to) =>
        message is IDeepCloneable<TTo> same ? same.Clone() : EncodedMessage.Reread(message, from, to);
}
