using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace VividMed.TaskHub.Tests;

/// <summary>Runs the tests, or, when a test asks for a process that it can kill, a hub.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is [HubProcess.Switch, var database]) return await HubProcess.ServeAsync(database);
        return args.Any(arg => arg is "--server" or "--internal-msbuild-node")
            ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : await ConsoleRunner.Run(args);
    }
}
