namespace VividMed.Training;

/// <summary>Weights after training, and the loss of every step.</summary>
internal sealed record TrainedNetwork(WeightStore Weights, double[] Losses) : IDisposable
{
    public double FirstLoss => Losses.Take(Math.Max(1, Losses.Length / 10)).Average();

    public double LastLoss => Losses.TakeLast(Math.Max(1, Losses.Length / 10)).Average();

    public void Dispose() => Weights.Dispose();
}
