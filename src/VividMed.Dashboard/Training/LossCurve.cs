using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Dashboard.Training;

/// <summary>One curve of a plot.</summary>
/// <param name="Steps">As many as the stage has in all.</param>
/// <param name="Values">A loss a step.</param>
public sealed record LossCurve(string Model, int Steps, IReadOnlyList<double> Values)
{
    public static double Of(StepLoss loss, LossPart part) => part switch
    {
        LossPart.Language => loss.Language,
        LossPart.Box => loss.Box,
        LossPart.Objectness => loss.Objectness,
        LossPart.Mask => loss.Mask,
        _ => loss.Total,
    };

    /// <summary>No more points than can be told apart, each the mean of the steps that it stands for; x is the last of these steps, from 1.</summary>
    public IReadOnlyList<(double Step, double Loss)> Points(int most)
    {
        var each = Math.Max(1, (Values.Count + most - 1) / most);
        var points = new List<(double Step, double Loss)>();
        for (var at = 0; at < Values.Count; at += each)
        {
            var end = Math.Min(Values.Count, at + each);
            points.Add((end, Values.Skip(at).Take(end - at).Average()));
        }

        return points;
    }
}
