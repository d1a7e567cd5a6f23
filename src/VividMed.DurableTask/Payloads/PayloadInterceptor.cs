using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace VividMed.DurableTask;

/// <summary>Puts large payloads of requests into the store, and those of responses back in their place.</summary>
internal sealed class PayloadInterceptor(PayloadStore store, LargePayloadStorageOptions options) : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        CancellationToken cancellation = context.Options.CancellationToken;
        Task<AsyncUnaryCall<TResponse>> call = CallAsync();
        return new(
            ResponseAsync(),
            HeadersAsync(),
            () => call.IsCompletedSuccessfully ? call.Result.GetStatus() : Status.DefaultCancelled,
            () => call.IsCompletedSuccessfully ? call.Result.GetTrailers() : [],
            () =>
            {
                if (call.IsCompletedSuccessfully)
                {
                    call.Result.Dispose();
                }
            });

        async Task<AsyncUnaryCall<TResponse>> CallAsync()
        {
            await ExternalizeAsync(request, cancellation);
            return continuation(request, context);
        }

        async Task<TResponse> ResponseAsync()
        {
            TResponse response = await (await call);
            await ResolveAsync(response, cancellation);
            return response;
        }

        async Task<Metadata> HeadersAsync() => await (await call).ResponseHeadersAsync;
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        AsyncServerStreamingCall<TResponse> call = continuation(request, context);
        return new(
            new PayloadReader<TResponse>(call.ResponseStream, ResolveAsync),
            call.ResponseHeadersAsync,
            call.GetStatus,
            call.GetTrailers,
            call.Dispose);
    }

    private async Task ExternalizeAsync(object? request, CancellationToken cancellation)
    {
        if (request is IMessage message && message.CalculateSize() > options.ThresholdBytes)
        {
            await PayloadFields.ReplaceAsync(message, UploadLargeAsync, cancellation);
        }
    }

    private Task ResolveAsync(object? response, CancellationToken cancellation) => response is IMessage message
        ? PayloadFields.ReplaceAsync(message, (text, stop) => store.IsKnownPayloadToken(text) ? store.DownloadAsync(text, stop) : Task.FromResult(text), cancellation)
        : Task.CompletedTask;

    private Task<string> UploadLargeAsync(string payload, CancellationToken cancellation)
    {
        int bytes = Encoding.UTF8.GetByteCount(payload);
        if (bytes > options.MaxPayloadBytes)
        {
            throw new PayloadTooLargeException(bytes, options.MaxPayloadBytes);
        }

        return bytes > options.ThresholdBytes ? store.UploadAsync(payload, cancellation) : Task.FromResult(payload);
    }
}
