using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Experiments;

/// <summary>The studies of an arm, all in memory: each epoch sees every one once, in an order that follows from the seed.</summary>
/// <param name="seen">how a study is seen each time; null as it is</param>
internal sealed class StudyPool(
    IReadOnlyList<TrainingStudy> studies, int batch, int seed, Func<TrainingStudy, SeededRandom, TrainingStudy>? seen = null) : IStudySource
{
    private (long Epoch, List<int> Order)? _last;

    public Task<IReadOnlyList<TrainingStudy>> TakeAsync(int step, CancellationToken cancellationToken)
    {
        if (studies.Count == 0) throw new TrainingException("no-training-samples", "An arm of the experiment has no studies left to learn from: give it more of them.");
        var random = new SeededRandom(seed, step, 0x5EE);
        var taken = new List<TrainingStudy>(batch);
        for (var i = 0; i < batch; i++)
        {
            var (epoch, place) = Math.DivRem(((step - 1L) * batch) + i, studies.Count);
            var study = studies[Order(epoch)[(int)place]];
            taken.Add(seen is null ? study : seen(study, random));
        }

        return Task.FromResult<IReadOnlyList<TrainingStudy>>(taken);
    }

    private List<int> Order(long epoch)
    {
        if (_last is not { } last || last.Epoch != epoch) _last = last = (epoch, new SeededRandom(seed, epoch, 0xE90C).Draw(Enumerable.Range(0, studies.Count), studies.Count));
        return last.Order;
    }
}
