namespace VividMed.TaskHub.Tests.Interop;

/// <summary>Microsoft's client for JavaScript, our hub, our worker.</summary>
public sealed class JavaScriptClientTests(InteropHost host) : IClassFixture<InteropHost>
{
    public static TheoryData<string> Scenarios => Interop.Scenarios.All;

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task A_JavaScript_client_plays_with_our_worker(string scenario)
    {
        await host.StartOwnAsync(worker: true);
        await host.PlayAsync(scenario);
    }
}
