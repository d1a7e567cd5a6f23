using System.Net;
using VividMed.Reports.Llm;

namespace VividMed.Reports.Tests.Llm;

/// <summary>Reports leave the house only where somebody has said so.</summary>
public sealed class LlmEndpointTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.9.9.9", true)]
    [InlineData("::1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.16.0.1", true)]
    [InlineData("172.31.255.255", true)]
    [InlineData("192.168.7.7", true)]
    [InlineData("fd00::1", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("8.8.8.8", false)]
    [InlineData("172.32.0.1", false)]
    [InlineData("11.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("2001:4860:4860::8888", false)]
    [InlineData("::ffff:8.8.8.8", false)]
    public void Private_addresses_are_told_from_public_ones(string address, bool expected) => Assert.Equal(expected, PrivateNetwork.Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://8.8.8.8/v1")]
    [InlineData("https://[2001:4860:4860::8888]/v1")]
    [InlineData("http://169.254.169.254/v1")]
    public void A_public_address_is_refused_before_anything_is_sent(string address)
    {
        var refusal = Assert.Throws<LlmEndpointException>(() => LlmEndpoint.Connect(Options(address)));

        Assert.Equal("public-llm-endpoint", refusal.Code);
        Assert.Contains("Llm:AllowPublicEndpoint", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_public_address_is_taken_where_it_is_allowed()
    {
        using var model = LlmEndpoint.Connect(Options("http://8.8.8.8/v1") with { AllowPublicEndpoint = true });

        Assert.NotNull(model);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/v1")]
    [InlineData("http://user:secret@127.0.0.1/v1")]
    [InlineData("file:///etc/passwd")]
    public void What_is_no_web_address_is_refused(string address) => Assert.Equal("bad-llm-endpoint", Assert.Throws<LlmEndpointException>(() => LlmEndpoint.Connect(Options(address))).Code);

    [Theory]
    [InlineData("http://0.0.0.0:9/v1")]
    [InlineData("http://134744072:9/v1")]
    public async Task A_name_that_hides_a_public_address_is_refused_when_it_is_resolved(string address)
    {
        var options = Options(address);
        var refusal = await Assert.ThrowsAsync<LlmEndpointException>(async () =>
        {
            using var model = LlmEndpoint.Connect(options);
            await new LlmTagger(TestTaxonomy.Shipped, TestTaxonomy.Tagger, model, options).TagAsync("FINDINGS: Clear lungs.", ReportStyle.MimicCxr, TestContext.Current.CancellationToken);
        });

        Assert.Equal("public-llm-endpoint", refusal.Code);
    }

    private static LlmOptions Options(string address) => new() { Endpoint = new Uri(address), Model = "m", Timeout = TimeSpan.FromSeconds(5) };
}
