using CsCheck;
using VividMed.Training.VisionLanguage.Losses;

namespace VividMed.Training.Tests.VisionLanguage;

public sealed class AssignmentTests
{
    [Fact]
    public void No_other_assignment_is_cheaper() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[0, 6]).SelectMany(static (predictions, targets) => Gen.Double[0, 10].Array2D[predictions, targets])
            .Where(static cost => cost.GetLength(1) <= cost.GetLength(0))
            .Sample(static cost => Assert.Equal(Cheapest(cost, 0, 0), Sum(cost, Assignment.Solve(cost)), 1e-9), iter: 500);

    [Fact]
    public void Targets_beyond_the_predictions_get_none() => Assert.Equal([1, 0, -1], Assignment.Solve(new double[,] { { 5, 1, 0 }, { 1, 5, 0 } }));

    private static double Sum(double[,] cost, int[] assigned)
    {
        Assert.Equal(assigned.Length, assigned.Distinct().Count());
        return assigned.Select((prediction, target) => cost[prediction, target]).Sum();
    }

    private static double Cheapest(double[,] cost, int target, int taken)
    {
        if (target == cost.GetLength(1)) return 0;
        return Enumerable.Range(0, cost.GetLength(0)).Where(p => (taken >> p & 1) == 0).Min(p => cost[p, target] + Cheapest(cost, target + 1, taken | (1 << p)));
    }
}
