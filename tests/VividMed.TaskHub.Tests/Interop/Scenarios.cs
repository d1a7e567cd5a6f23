namespace VividMed.TaskHub.Tests.Interop;

/// <summary>What client.mjs can play.</summary>
internal static class Scenarios
{
    public static TheoryData<string> All { get; } =
    [
        "fanOut", "externalEvent", "timer", "subOrchestration", "retries", "exhaustedRetries", "rewind", "continueAsNew", "terminate", "suspendAndResume",
        "query", "history", "purgeAndRestart",
    ];
}
