using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.DurableTask.Protobuf;
using VividMed.TestKit;

namespace VividMed.TaskHub.Tests;

public sealed class SecurityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("Bearer second", true)]
    [InlineData("bearer first", true)]
    [InlineData("Bearer third", false)]
    [InlineData("Bearer ", false)]
    [InlineData("Basic first", false)]
    [InlineData(null, false)]
    public async Task Only_a_known_token_is_let_in(string? authorization, bool isLetIn)
    {
        await using var server = await StartAsync(new() { Tokens = ["first", "second"] });
        using var channel = GrpcChannel.ForAddress(server.Address);
        var headers = new Metadata();
        if (authorization is not null) headers.Add("authorization", authorization);
        var client = new TaskHubSidecarService.TaskHubSidecarServiceClient(channel);

        if (isLetIn)
        {
            await client.HelloAsync(new(), headers);
            return;
        }

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await client.HelloAsync(new(), headers));
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        using var work = client.GetWorkItems(new(), headers);
        refused = await Assert.ThrowsAsync<RpcException>(() => work.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    [Fact]
    public async Task A_hub_with_a_certificate_speaks_tls()
    {
        using var own = Certificate();
        await using var server = await StartAsync(new() { Certificate = own });
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == own.GetCertHashString();
        using var channel = GrpcChannel.ForAddress(server.Address, new() { HttpHandler = handler });

        Assert.Equal("https", server.Address.Scheme);
        await new TaskHubSidecarService.TaskHubSidecarServiceClient(channel).HelloAsync(new());
    }

    [Fact]
    public async Task A_hub_does_not_listen_beyond_loopback_without_certificate_and_tokens()
    {
        using var own = Certificate();
        foreach (var security in new TaskHubSecurity[] { new(), new() { Tokens = ["one"] }, new() { Certificate = own } })
        {
            var refused = await Assert.ThrowsAsync<TaskHubException>(() => StartAsync(security, remote: true));
            Assert.Equal("remote-unprotected", refused.Code);
        }

        await using var insecure = await StartAsync(new() { Insecure = true }, remote: true);
    }

    [Fact]
    public async Task Health_is_told_on_a_port_of_its_own_without_a_token()
    {
        await using var server = await StartAsync(new() { Tokens = ["one"] });
        using var http = new HttpClient();
        Assert.Equal("healthy", await http.GetStringAsync(new Uri(server.HealthAddress!, "/healthz"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_token_file_holds_one_token_a_line()
    {
        var path = _folder.Path("tokens");
        File.WriteAllText(path, "# workers\n one \n\ntwo\n");
        Assert.Equal(["one", "two"], TaskHubSecurity.ReadTokens(path));
        File.WriteAllText(path, "# none\n");
        Assert.Equal("tokens-missing", Assert.Throws<TaskHubException>(() => TaskHubSecurity.ReadTokens(path)).Code);
        Assert.Equal("tokens-unreadable", Assert.Throws<TaskHubException>(() => TaskHubSecurity.ReadTokens(_folder.Path("missing"))).Code);
    }

    [Fact]
    public void A_certificate_is_read_from_pfx_with_its_password_only()
    {
        using var own = Certificate();
        var path = _folder.Path("hub.pfx");
        File.WriteAllBytes(path, own.Export(X509ContentType.Pfx, "secret"));

        using var read = TaskHubSecurity.ReadCertificate(path, "secret");
        Assert.True(read.HasPrivateKey);
        Assert.Equal("certificate-unreadable", Assert.Throws<TaskHubException>(() => TaskHubSecurity.ReadCertificate(path, "wrong")).Code);
    }

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("[::1]:8081", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    public async Task A_port_of_this_machine_alone_goes_by_no_other_name(string host, HttpStatusCode expected)
    {
        await using var hub = await StartAsync(new());
        using var browser = new HttpClient();
        browser.DefaultRequestHeaders.Host = host;

        using var answer = await browser.GetAsync(new Uri(hub.HealthAddress!, "healthz"), TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
    }

    public void Dispose() => _folder.Dispose();

    private Task<TaskHubServer> StartAsync(TaskHubSecurity security, bool remote = false) =>
        TaskHubServer.StartAsync(new() { DatabasePath = _folder.Path("hub.db"), Security = security, AllowRemote = remote, HealthPort = 0 });

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), password: null);
    }
}
