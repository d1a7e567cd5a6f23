using System.Net;
using VividMed.Dashboard.Access;
using VividMed.Dashboard.Tests.Support;

namespace VividMed.Dashboard.Tests.Access;

/// <summary>Pictures of studies that nobody has checked yet.</summary>
public sealed class QuarantineAccessTests
{
    [Theory]
    [InlineData(Role.Viewer, HttpStatusCode.Forbidden)]
    // They are let in as far as the hub, which does not answer here.
    [InlineData(Role.Reviewer, HttpStatusCode.ServiceUnavailable)]
    [InlineData(Role.Operator, HttpStatusCode.ServiceUnavailable)]
    public async Task Only_those_who_judge_studies_get_a_picture_of_one_in_quarantine(Role role, HttpStatusCode expected)
    {
        using var page = new LonePage();
        await using var server = await page.StartAsync(static options => options);
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() });
        using var entered = await browser.GetAsync(server.EntryAddressOf(role), TestContext.Current.CancellationToken);

        using var picture = await browser.GetAsync(new Uri(server.Address, "/quarantine/image.png?store=a&study=b&image=0"), TestContext.Current.CancellationToken);

        Assert.Equal(expected, picture.StatusCode);
    }
}
