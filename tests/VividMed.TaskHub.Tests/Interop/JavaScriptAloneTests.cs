namespace VividMed.TaskHub.Tests.Interop;

/// <summary>Microsoft's client and worker for JavaScript with our hub between them.</summary>
public sealed class JavaScriptAloneTests(InteropHost host) : IClassFixture<InteropHost>
{
    public static TheoryData<string> Scenarios => Interop.Scenarios.All;

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task A_JavaScript_client_and_worker_play(string scenario)
    {
        await host.StartJavaScriptWorkerAsync();
        await host.PlayAsync(scenario);
    }
}
