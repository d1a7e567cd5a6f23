using VividMed.Training.Networks;
using VividMed.Training.Torch;
using static TorchSharp.torch;

namespace VividMed.Training.Miniatures;

/// <summary>
/// AdamW with warm-up and a cosine to zero, clipped gradients, and a moving average of the weights that is what comes out.
/// </summary>
internal sealed class TrainingLoop(string model, int steps, double learningRate, double clip)
{
    private const double WarmUpShare = 0.04;
    private const double WeightDecay = 1e-4;
    private const double AverageKeep = 0.99;
    private const int ReportEvery = 25;

    /// <param name="weights">Already holding every weight; they are changed.</param>
    /// <param name="loss">The loss of one step, whose share of the training done (0..1) it is given.</param>
    /// <returns>The averaged weights, and the loss of every step.</returns>
    public (WeightStore Average, double[] Losses) Run(
        WeightStore weights, Func<double, Tensor> loss, IProgress<MiniatureProgress>? progress, CancellationToken cancellationToken)
    {
        var threads = get_num_threads();
        var average = weights.Clone();
        var losses = new double[steps];
        using var optimizer = optim.AdamW(weights.Parameters(), learningRate, weight_decay: WeightDecay);
        for (var step = 0; step < steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var section = TorchSection.Enter(threads);
            using var scope = NewDisposeScope();
            foreach (var group in optimizer.ParamGroups) group.LearningRate = learningRate * Schedule(step);
            optimizer.zero_grad();
            var value = loss((double)step / steps);
            value.backward();
            nn.utils.clip_grad_norm_(weights.Parameters(), clip);
            optimizer.step();
            average.MoveTowards(weights, Math.Min(AverageKeep, (step + 1.0) / (step + 10.0)));
            losses[step] = value.item<float>();
            if ((step + 1) % ReportEvery == 0 || step + 1 == steps)
            {
                var from = Math.Max(0, step + 1 - ReportEvery);
                progress?.Report(new MiniatureProgress(model, step + 1, steps, losses.AsSpan(from..(step + 1)).ToArray().Average()));
            }
        }

        return (average, losses);
    }

    private double Schedule(int step)
    {
        var warm = Math.Max(1, steps * WarmUpShare);
        return step < warm ? (step + 1) / warm : 0.5 * (1 + Math.Cos(Math.PI * (step - warm) / Math.Max(1, steps - warm)));
    }
}

/// <summary>Weights after training, and the loss of every step.</summary>
internal sealed record TrainedNetwork(WeightStore Weights, double[] Losses) : IDisposable
{
    public double FirstLoss => Losses.Take(Math.Max(1, Losses.Length / 10)).Average();

    public double LastLoss => Losses.TakeLast(Math.Max(1, Losses.Length / 10)).Average();

    public void Dispose() => Weights.Dispose();
}
