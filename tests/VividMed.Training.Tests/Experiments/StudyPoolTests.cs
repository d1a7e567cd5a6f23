using VividMed.Training.Experiments;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Tests.Experiments;

public sealed class StudyPoolTests
{
    [Fact]
    public async Task Each_epoch_sees_every_study_once_in_another_order()
    {
        var studies = Studies.Many(12);
        var pool = new StudyPool(studies, batch: 4, seed: 3);
        var seen = new List<TrainingStudy>();
        for (var step = 1; step <= 6; step++) seen.AddRange(await pool.TakeAsync(step, TestContext.Current.CancellationToken));

        Assert.Equal(studies.ToHashSet(), seen.Take(12).ToHashSet());
        Assert.Equal(studies.ToHashSet(), seen.Skip(12).ToHashSet());
        Assert.NotEqual(seen.Take(12), seen.Skip(12));
        Assert.Equal(seen.Skip(20), await new StudyPool(studies, batch: 4, seed: 3).TakeAsync(6, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_batch_may_be_larger_than_the_pool()
    {
        var taken = await new StudyPool(Studies.Many(2), batch: 5, seed: 1).TakeAsync(1, TestContext.Current.CancellationToken);
        Assert.Equal(5, taken.Count);
    }

    [Fact]
    public async Task An_arm_without_studies_is_refused() =>
        Assert.Equal("no-training-samples", (await Assert.ThrowsAsync<TrainingException>(() => new StudyPool([], batch: 5, seed: 1).TakeAsync(1, TestContext.Current.CancellationToken))).Code);
}
