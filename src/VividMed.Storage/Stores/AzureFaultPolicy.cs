using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace VividMed.Storage.Stores;

/// <summary>
/// Ends a call that the service refuses with a reason, its code and a cure, and one that it could not answer with what may be tried again. The
/// service's own text is markup with addresses and signatures in it, so it goes no further. What callers expect (there is no such blob, a
/// condition did not hold) passes.
/// </summary>
internal sealed class AzureFaultPolicy : HttpPipelinePolicy
{
    private const string CodeHeader = "x-ms-error-code";

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            ProcessNext(message, pipeline);
        }
        catch (Exception failure) when (Explain(failure, message) is not null)
        {
            throw Explain(failure, message)!;
        }

        Check(message);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        catch (Exception failure) when (Explain(failure, message) is not null)
        {
            throw Explain(failure, message)!;
        }

        Check(message);
    }

    private static void Check(HttpMessage message)
    {
        var status = message.Response.Status;
        if (status is < 400 or 404 or 412 or 416) return;
        var code = message.Response.Headers.TryGetValue(CodeHeader, out var named) ? $"{status} {named}" : $"{status}";
        if (status == 409 && named != "ContainerBeingDeleted") return;
        throw status switch
        {
            401 or 403 => new StorageException(
                "access-refused",
                $"{PlaceOf(message)} refuses this sign-in ({code}): look whether the key or connection string is this account's, the signature is still valid and allows it, or the signed-in user has the role Storage Blob Data Contributor"),
            408 or 409 or 429 or >= 500 => new StoreUnavailableException($"{PlaceOf(message)} answered {code}: it may be busy or away for a while"),
            _ => new StorageException("store-refused", $"{PlaceOf(message)} cannot be used so ({code}): look at the names of the account, the container and the folder"),
        };
    }

    private static Exception? Explain(Exception failure, HttpMessage message) => failure switch
    {
        AuthenticationFailedException => new StorageException(
            "no-sign-in",
            $"there is no sign-in to {PlaceOf(message)}: az login, a managed identity, AZURE_* variables, or {StorageCredentials.ConnectionVariable}"),
        RequestFailedException or AggregateException { InnerException: RequestFailedException or TaskCanceledException } => new StoreUnavailableException(
            $"{PlaceOf(message)} does not answer: look at the account's name in the address, and at the network"),
        TaskCanceledException when !message.CancellationToken.IsCancellationRequested => new StoreUnavailableException(
            $"{PlaceOf(message)} did not answer in time: look at the network"),
        _ => null,
    };

    /// <summary>The address without the query, which may hold a signature.</summary>
    private static string PlaceOf(HttpMessage message) => message.Request.Uri.ToUri().GetLeftPart(UriPartial.Path);
}
