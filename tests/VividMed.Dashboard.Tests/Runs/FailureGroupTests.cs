using VividMed.Dashboard.Runs;

namespace VividMed.Dashboard.Tests.Runs;

public sealed class FailureGroupTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_words_are_counted_together_and_lead_to_the_one_that_failed_first()
    {
        var groups = FailureGroup.Of([Failed("b", 2, "disk full"), Failed("a", 1, "disk full"), Failed("c", 0, "no model"), Failed("d", 3, null)]);

        Assert.Equal([("disk full", 2, "a"), ("no model", 1, "c"), ("no reason given", 1, "d")], groups.Select(static group => (group.Words, group.Count, group.First)));
    }

    private static OrchestrationMetadata Failed(string id, int seconds, string? words) => new("Part", id)
    {
        RuntimeStatus = OrchestrationRuntimeStatus.Failed,
        LastUpdatedAt = Start.AddSeconds(seconds),
        FailureDetails = words is null ? null : new TaskFailureDetails("Broken", words, StackTrace: null, InnerFailure: null, Properties: null),
    };
}
