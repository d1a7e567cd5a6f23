namespace VividMed.Bench.Engine;

/// <summary>A hub or a worker, run by a process of its own: says where it is, answers each line it is sent with its memory, ends with its input.</summary>
internal static class Role
{
    public const string Hub = "hub";
    public const string Worker = "worker";

    public static async Task<int> RunAsync(string role, string target)
    {
        await using var running = role == Hub ? await ServeAsync(target) : await WorkAsync(target);
        while (await Console.In.ReadLineAsync() is not null) await Console.Out.WriteLineAsync(Memory.OfThisProcess().ToString());
        return 0;
    }

    private static async Task<IAsyncDisposable> ServeAsync(string target)
    {
        var hub = await Store.ServeAsync(target);
        await Console.Out.WriteLineAsync(hub.Address.ToString());
        return hub;
    }

    private static async Task<IAsyncDisposable> WorkAsync(string hub)
    {
        var host = await WorkerHost.StartAsync(HubCalls.To(hub));
        await Console.Out.WriteLineAsync("ready");
        return (IAsyncDisposable)host;
    }
}
