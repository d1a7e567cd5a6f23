using VividMed.TaskHub.Tests.Kill;
using VividMed.TaskHub.Tests.Support;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace VividMed.TaskHub.Tests;

/// <summary>Runs the tests, or, when a test asks for a process that it can kill, a hub or a worker.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case [HubProcess.Switch, var database, var port]:
                await HubProcess.ServeAsync(database, port);
                return 0;
            case [WorkerProcess.Switch, var hub, var diary]:
                await WorkerProcess.ServeAsync(hub, diary);
                return 0;
        }

        return args.Any(arg => arg is "--server" or "--internal-msbuild-node")
            ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : await ConsoleRunner.Run(args);
    }
}
