using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Tests.Support;
using VividMed.TestKit;

namespace VividMed.TaskHub.Tests.Kill;

/// <summary>Two hub processes over one PostgreSQL database, two worker processes at each; any one of the six may die, and nobody helps.</summary>
public sealed class SharedHubsKillTests(PostgresProcess postgres)
{
    private const int Batches = 10;
    private const int ActivitiesEach = 30;

    public enum Victim
    {
        HubThatTookTheOrder,
        OtherHub,
        Worker,
    }

    [Theory]
    [InlineData(Victim.HubThatTookTheOrder)]
    [InlineData(Victim.OtherHub)]
    [InlineData(Victim.Worker)]
    public async Task The_rest_finish_the_work_of_whoever_dies(Victim victim)
    {
        using var folder = new TemporaryFolder();
        await using var cluster = await SharedHubs.StartAsync(await PostgresHub.CreateDatabaseAsync(postgres), folder);
        for (var batch = 0; batch < Batches; batch++) await cluster.StartInstanceAsync($"batch-{batch}", ActivitiesEach);
        await cluster.ProgressAsync(ActivitiesEach * Batches / 3);

        cluster.Kill(victim);

        for (var batch = 0; batch < Batches; batch++)
        {
            var state = await cluster.CompletionAsync($"batch-{batch}");
            Assert.Equal((OrchestrationStatus.Completed, $"{ActivitiesEach * (ActivitiesEach - 1) / 2}"), (state.OrchestrationStatus, state.Output));
            Scripts.AssertEachCompletedOnce(await cluster.HistoryAsync($"batch-{batch}"), ActivitiesEach);
        }

        Assert.Equal(Batches * ActivitiesEach, Diary.Read(cluster.DiaryFolder).Distinct().Count());
    }
}
