namespace VividMed.Reports.Llm;

/// <summary>Reads an answer's body up to a limit and gives up on longer ones, whatever length they declare.</summary>
internal sealed class BoundedAnswers(int maximumBytes, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            var body = await ReadAsync(response.Content, cancellationToken);
            var content = new ByteArrayContent(body);
            if (response.Content.Headers.ContentType is { } type) content.Headers.ContentType = type;
            response.Content.Dispose();
            response.Content = content;
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > maximumBytes) throw TooLong();
        await using var body = await content.ReadAsStreamAsync(cancellationToken);
        using var read = new MemoryStream();
        var buffer = new byte[16 << 10];
        for (int count; (count = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (read.Length + count > maximumBytes) throw TooLong();
            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }

    private HttpRequestException TooLong() => new($"The answer has more than {maximumBytes} bytes.");
}

/// <summary>Answers that passed all checks, by the digest of everything that they depend on (model, prompt, taxonomy, text).</summary>
public interface ILlmAnswers
{
    Task<string?> FindAsync(string digest, CancellationToken cancellationToken);

    Task AddAsync(string digest, string answer, CancellationToken cancellationToken);
}
