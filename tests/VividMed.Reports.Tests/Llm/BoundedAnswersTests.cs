using System.Net;
using VividMed.Reports.Llm;
using VividMed.TestKit;
using static VividMed.TestKit.MisbehavingEndpoint;

namespace VividMed.Reports.Tests.Llm;

public sealed class BoundedAnswersTests
{
    private const int Limit = 1_000;

    [Fact]
    public async Task An_answer_up_to_the_limit_comes_whole_with_its_status_and_type()
    {
        await using var endpoint = new MisbehavingEndpoint(
            Raw("404 Not Found", new string('x', Limit), "Content-Type: text/plain; charset=utf-8\r\n"));
        using var client = Client();
        using var response = await client.GetAsync(endpoint.Address, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(new string('x', Limit), await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task One_byte_more_is_refused()
    {
        await using var endpoint = new MisbehavingEndpoint(Raw("200 OK", new string('x', Limit + 1)));
        Assert.Contains($"{Limit} bytes", (await FailureAsync(endpoint)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_end_that_declares_no_length_is_given_up()
    {
        await using var endpoint = new MisbehavingEndpoint(Endless());
        Assert.Contains($"{Limit} bytes", (await FailureAsync(endpoint)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_a_failure_and_no_short_answer()
    {
        await using var endpoint = new MisbehavingEndpoint(async static (stream, cancellationToken) =>
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"choices\":["u8.ToArray(), cancellationToken));
        using var client = Client();
        await Assert.ThrowsAnyAsync<Exception>(() => client.GetAsync(endpoint.Address, TestContext.Current.CancellationToken));
    }

    private static async Task<HttpRequestException> FailureAsync(MisbehavingEndpoint endpoint)
    {
        using var client = Client();
        return await Assert.ThrowsAsync<HttpRequestException>(
            () => client.GetAsync(endpoint.Address, TestContext.Current.CancellationToken));
    }

    private static HttpClient Client() => new(new BoundedAnswers(Limit, new SocketsHttpHandler { UseProxy = false }));
}
