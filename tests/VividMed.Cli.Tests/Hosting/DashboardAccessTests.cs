using System.Net;
using System.Net.Http.Headers;
using Microsoft.DurableTask.Client;
using VividMed.Cli.Hosting;
using VividMed.Dashboard;
using VividMed.Dashboard.Access;

namespace VividMed.Cli.Tests.Hosting;

/// <summary>Who is let in to the dashboard, which shows reports and images.</summary>
public sealed class DashboardAccessTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_the_token_there_is_a_page_that_says_how_to_get_in()
    {
        await using var server = await StartAsync();
        using var browser = Browser();
        foreach (var path in (string[])["/", "/runs/a/samples/b.png", "/_framework/blazor.web.js", "/?token=", "/?token=wrong"])
        {
            using var answer = await browser.GetAsync(new Uri(server.Address, path), Stop);

            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Contains("?token=", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_printed_address_lets_a_browser_in_once_and_a_cookie_from_then_on()
    {
        await using var server = await StartAsync();
        using var browser = Browser();
        using var entered = await browser.GetAsync(server.EntryAddress, Stop);

        Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
        Assert.Equal("/", entered.Headers.Location!.ToString());
        var cookie = Assert.Single(entered.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(browser, new Uri(server.Address, "/no-such-page.txt")));
    }

    [Fact]
    public async Task What_else_the_address_says_stays()
    {
        await using var server = await StartAsync();
        using var browser = Browser();

        using var entered = await browser.GetAsync(new Uri(server.Address, $"/runs/a%20b?page=2&{server.EntryAddress.Query.TrimStart('?')}"), Stop);

        Assert.Equal("/runs/a%20b?page=2", entered.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_script_brings_the_token_as_a_bearer()
    {
        await using var server = await StartAsync();
        using var script = Browser();
        script.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.EntryAddress.Query["?token=".Length..]);

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(script, new Uri(server.Address, "/no-such-page.txt")));
    }

    [Fact]
    public async Task Every_start_has_a_token_of_its_own()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();

        Assert.NotEqual(one.EntryAddress.Query, other.EntryAddress.Query);
    }

    [Theory]
    [InlineData("localhost", HttpStatusCode.NotFound)]
    [InlineData("LOCALHOST:1234", HttpStatusCode.NotFound)]
    [InlineData("[::1]:8082", HttpStatusCode.NotFound)]
    [InlineData("proxy.example", HttpStatusCode.NotFound)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("evil.example:8082", HttpStatusCode.BadRequest)]
    [InlineData("192.0.2.1", HttpStatusCode.BadRequest)]
    public async Task It_is_served_under_its_own_names_only(string host, HttpStatusCode expected)
    {
        await using var server = await StartAsync(noToken: true, "proxy.example");
        using var browser = Browser();
        browser.DefaultRequestHeaders.Host = host;

        Assert.Equal(expected, await StatusAsync(browser, new Uri(server.Address, "/no-such-page.txt")));
    }

    [Fact]
    public async Task Another_site_s_page_gets_nothing_even_of_a_browser_that_is_let_in()
    {
        await using var server = await StartAsync(noToken: true);
        using var browser = Browser();
        browser.DefaultRequestHeaders.Add("Origin", "http://localhost:1");
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(browser, server.Address));
        browser.DefaultRequestHeaders.Remove("Origin");
        browser.DefaultRequestHeaders.Add("Origin", server.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(browser, new Uri(server.Address, "/no-such-page.txt")));
    }

    [Fact]
    public async Task A_post_that_another_site_made_is_refused_also_where_the_browser_does_not_name_it()
    {
        await using var server = await StartAsync(noToken: true);
        using var browser = Browser();
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        using var posted = await browser.PostAsync(new Uri(server.Address, "/"), content: null, Stop);

        Assert.Equal(HttpStatusCode.Forbidden, posted.StatusCode);
    }

    [Fact]
    public async Task Each_role_s_address_lets_in_and_a_later_one_takes_the_place_of_the_cookie()
    {
        await using var server = await StartAsync();
        using var browser = Browser();
        using var entered = await browser.GetAsync(server.EntryAddress, Stop);
        var operators = Assert.Single(entered.Headers.GetValues("Set-Cookie"));
        using var again = await browser.GetAsync(server.EntryAddressOf(Role.Viewer), Stop);
        var viewers = Assert.Single(again.Headers.GetValues("Set-Cookie"));

        Assert.NotEqual(operators, viewers);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(browser, new Uri(server.Address, "/no-such-page.txt")));
    }

    [Fact]
    public async Task Every_answer_forbids_what_comes_from_elsewhere_and_pages_are_not_kept()
    {
        await using var server = await StartAsync(noToken: true);
        using var browser = Browser();

        using var page = await browser.GetAsync(new Uri(server.Address, "/start"), Stop);

        var policy = string.Join(' ', page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(page.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(page.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task A_probe_needs_neither_token_nor_name()
    {
        await using var server = await StartAsync();
        using var probe = Browser();
        probe.DefaultRequestHeaders.Host = "10.0.0.7:8082";

        Assert.Equal("healthy", await probe.GetStringAsync(new Uri(server.Address, "/healthz"), Stop));
    }

    private static HttpClient Browser() => new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser, Uri address)
    {
        using var answer = await browser.GetAsync(address, Stop);
        return answer.StatusCode;
    }

    private static Task<DashboardServer> StartAsync(bool noToken = false, params string[] hosts)
    {
        DurableTaskClient client = HubConnection.At("http://localhost:1").CreateClient();
        return DashboardServer.StartAsync(
            new DashboardOptions(client, UnservedWorkQuery.Over(hub: null)) { NoToken = noToken, Hosts = hosts }, Stop);
    }
}
