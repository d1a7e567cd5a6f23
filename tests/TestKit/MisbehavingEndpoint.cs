using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace VividMed.TestKit;

/// <summary>A small HTTP server on loopback that answers each request with the next of its scripted answers, however wrong; the last one is repeated.</summary>
internal sealed class MisbehavingEndpoint : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Stream, CancellationToken, Task>[] _answers;
    private readonly Task _serving;

    public MisbehavingEndpoint(params Func<Stream, CancellationToken, Task>[] answers)
    {
        _answers = answers;
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");

    /// <summary>The bodies of the requests that came in.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>A well-formed chat completion with this content.</summary>
    public static Func<Stream, CancellationToken, Task> Says(string content, string finish = "stop") => Raw("200 OK", JsonSerializer.Serialize(new
    {
        id = "1",
        @object = "chat.completion",
        created = 1,
        model = "m",
        choices = new[] { new { index = 0, finish_reason = finish, message = new { role = "assistant", content } } },
    }));

    public static Func<Stream, CancellationToken, Task> Raw(string status, string body, string headers = "Content-Type: application/json\r\n") => (stream, cancellationToken) =>
        WriteAsync(stream, $"HTTP/1.1 {status}\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}", cancellationToken);

    /// <summary>Declares more than it sends, then hangs up.</summary>
    public static Func<Stream, CancellationToken, Task> HangsUp() => (stream, cancellationToken) =>
        WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{\"choices\":[", cancellationToken);

    /// <summary>Never answers.</summary>
    public static Func<Stream, CancellationToken, Task> Silent() => (_, cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

    /// <summary>A body without end.</summary>
    public static Func<Stream, CancellationToken, Task> Endless() => async (stream, cancellationToken) =>
    {
        await WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n", cancellationToken);
        var block = new byte[64 << 10];
        Array.Fill(block, (byte)' ');
        while (true) await stream.WriteAsync(block, cancellationToken);
    };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private static async Task WriteAsync(Stream stream, string text, CancellationToken cancellationToken) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(TcpClient connection)
    {
        using (connection)
        {
            try
            {
                var stream = connection.GetStream();
                var body = await ReadBodyAsync(stream);
                int number;
                lock (Requests)
                {
                    number = Requests.Count;
                    Requests.Add(body);
                }

                await _answers[Math.Min(number, _answers.Length - 1)](stream, _stop.Token);
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
                // The client hung up, as it may.
            }
        }
    }

    private async Task<string> ReadBodyAsync(NetworkStream stream)
    {
        var read = new List<byte>();
        var buffer = new byte[8192];
        while (true)
        {
            var text = Encoding.UTF8.GetString([.. read]);
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0 && Encoding.UTF8.GetByteCount(text[(head + 4)..]) >= Length(text[..head])) return text[(head + 4)..];
            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0) throw new IOException("The client hung up.");
            read.AddRange(buffer.AsSpan(0, count));
        }
    }

    private static int Length(string head)
    {
        foreach (var line in head.Split("\r\n"))
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) return int.Parse(line["Content-Length:".Length..], System.Globalization.CultureInfo.InvariantCulture);
        }

        return 0;
    }
}
