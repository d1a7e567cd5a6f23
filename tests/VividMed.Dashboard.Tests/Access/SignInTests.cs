using System.Net;
using System.Security.Claims;
using VividMed.Dashboard.Access;
using VividMed.Dashboard.Tests.Support;

namespace VividMed.Dashboard.Tests.Access;

/// <summary>People who sign in at a provider.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private readonly LonePage _page = new();
    private FakeProvider _provider = null!;
    private DashboardServer _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync();
        _server = await StartAsync(Options);
    }

    [Fact]
    public async Task Whoever_opens_a_page_comes_back_to_it_with_name_and_role()
    {
        _provider.Roles = ["staff", "reviewer", "viewer"];
        using var browser = Browser();

        using var page = await OpenAsync(browser, "/start");

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal(new Uri(_server.Address, "/start"), page.RequestMessage!.RequestUri);
        var text = await page.Content.ReadAsStringAsync(Stop);
        Assert.Contains("title=\"Ann\"", text, StringComparison.Ordinal);
        Assert.Contains(">reviewer</span>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_no_role_here_is_refused_by_name()
    {
        _provider.Roles = ["staff"];
        using var browser = Browser();

        using var page = await OpenAsync(browser, "/");

        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Contains("signed in as Ann", await page.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_token_of_another_s_making_or_of_another_sign_in_lets_nobody_in(bool forged, bool replayed)
    {
        (_provider.Roles, _provider.Forges, _provider.Replays) = (["operator"], forged, replayed);
        using var browser = Browser();

        using var page = await OpenAsync(browser, "/");
        using var again = await browser.GetAsync(new Uri(_server.Address, "/datasets/quality"), Stop);

        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Contains("did not succeed", await page.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
    }

    [Fact]
    public async Task The_way_back_alone_without_having_asked_lets_nobody_in()
    {
        using var browser = Browser();

        using var page = await OpenAsync(browser, "/signin-oidc?code=stolen&state=made-up");

        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
    }

    [Fact]
    public async Task What_no_person_opens_is_told_that_nobody_is_signed_in()
    {
        using var script = Browser();
        using var picture = await script.GetAsync(new Uri(_server.Address, "/quarantine/image.png?store=a&study=b&image=0"), Stop);
        using var connection = await script.PostAsync(new Uri(_server.Address, "/_blazor/negotiate"), content: null, Stop);
        using var token = await script.GetAsync(new Uri(_server.Address, "/?token=anything"), Stop);

        Assert.All((HttpResponseMessage[])[picture, connection, token], static answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
    }

    [Fact]
    public async Task Cookies_are_kept_from_scripts_and_other_sites_and_tell_nothing_that_the_provider_told()
    {
        _provider.Roles = ["operator"];
        var jar = new CookieContainer();
        using var browser = Browser(jar, redirects: false);
        using var asked = await OpenAsync(browser, "/");

        Assert.All(asked.Headers.GetValues("Set-Cookie"), static cookie =>
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        });
        Assert.Contains("code_challenge=", asked.Headers.Location!.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_signs_out_is_asked_again()
    {
        _provider.Roles = ["viewer"];
        using var browser = Browser();
        using var page = await OpenAsync(browser, "/start");

        using var signedOut = await browser.PostAsync(new Uri(_server.Address, "/sign-out"), content: null, Stop);
        using var after = await browser.GetAsync(new Uri(_server.Address, "/datasets/quality"), Stop);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized), (page.StatusCode, signedOut.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task A_page_of_another_site_gets_nothing_of_whoever_is_signed_in()
    {
        _provider.Roles = ["operator"];
        using var browser = Browser();
        using var page = await OpenAsync(browser, "/start");
        browser.DefaultRequestHeaders.Add("Origin", "https://evil.example");

        using var posted = await browser.PostAsync(new Uri(_server.Address, "/sign-out"), content: null, Stop);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (page.StatusCode, posted.StatusCode));
    }

    [Fact]
    public async Task Behind_a_proxy_the_way_back_has_the_name_that_people_open_and_cookies_need_its_TLS()
    {
        await using var server = await StartAsync(Options with { PublicAddress = new Uri("https://page.example") });
        using var browser = Browser(redirects: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "/")) { Headers = { Host = "page.example" } };
        request.Headers.Accept.ParseAdd("text/html");

        using var asked = await browser.SendAsync(request, Stop);

        Assert.Contains("redirect_uri=https%3A%2F%2Fpage.example%2Fsignin-oidc", asked.Headers.Location!.Query, StringComparison.Ordinal);
        Assert.All(asked.Headers.GetValues("Set-Cookie"), static cookie => Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.Equal("https://page.example/", server.EntryAddress.ToString());
    }

    [Fact]
    public async Task Where_the_provider_does_not_answer_the_page_says_so()
    {
        await using var server = await StartAsync(Options with { Authority = new Uri("http://127.0.0.1:1") });
        using var browser = Browser();

        using var page = await OpenAsync(browser, "/", server);

        Assert.Equal(HttpStatusCode.BadGateway, page.StatusCode);
    }

    [Fact]
    public void Of_several_roles_the_most_counts_and_other_values_count_nothing()
    {
        var options = Options with { RoleClaim = "groups", Roles = new Dictionary<string, Role> { ["a"] = Role.Viewer, ["b"] = Role.Operator } };

        Assert.Equal(Role.Operator, options.RoleOf(Groups("a", "b", "c")));
        Assert.Equal(Role.Viewer, options.RoleOf(Groups("a")));
        Assert.Null(options.RoleOf(Groups("operator")));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _provider.DisposeAsync();
        _page.Dispose();
    }

    private SignInOptions Options => new(_provider.Address, FakeProvider.Client) { ClientSecret = FakeProvider.Secret };

    private static ClaimsPrincipal Groups(params string[] groups) => new(new ClaimsIdentity(groups.Select(static group => new Claim("groups", group))));

    private Task<DashboardServer> StartAsync(SignInOptions signIn) => _page.StartAsync(options => options with { SignIn = signIn });

    private static HttpClient Browser(CookieContainer? jar = null, bool redirects = true) =>
        new(new SocketsHttpHandler { CookieContainer = jar ?? new(), AllowAutoRedirect = redirects });

    private Task<HttpResponseMessage> OpenAsync(HttpClient browser, string path, DashboardServer? server = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri((server ?? _server).Address, path));
        request.Headers.Accept.ParseAdd("text/html");
        return browser.SendAsync(request, Stop);
    }
}
