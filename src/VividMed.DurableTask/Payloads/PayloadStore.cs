namespace VividMed.DurableTask;

/// <summary>Keeps payloads that are too large for the hub. What is uploaded is never changed, so equal payloads may share a token.</summary>
public abstract class PayloadStore
{
    /// <summary>Stores a payload and returns the token that stands for it in messages.</summary>
    public abstract Task<string> UploadAsync(string payLoad, CancellationToken cancellationToken);

    public abstract Task<string> DownloadAsync(string token, CancellationToken cancellationToken);

    /// <summary>Whether the text is a token of this store; never throws.</summary>
    public abstract bool IsKnownPayloadToken(string value);
}
