using System.Globalization;
using VividMed.Grounding;
using VividMed.Training.Experiments.Changes;
using VividMed.Training.Experiments.Plans;

namespace VividMed.Training.Experiments.Designs;

/// <summary>Noise in the regions against fewer patients, at equal steps; and the grades that a version can be filtered or weighed by.</summary>
internal static class QualityDesign
{
    public const string Clean = "as they are";

    /// <summary>What noise is worth is read off these.</summary>
    public static string NameOf(double fraction) => string.Create(CultureInfo.InvariantCulture, $"1/{1 / fraction:0} of the patients");

    public static IReadOnlyList<double> Fractions(ExperimentOptions options) => options.FullGrid ? [0.5, 0.25, 0.125] : [0.5, 0.25];

    public static ExperimentPlan Plan(ExperimentOptions options)
    {
        var arms = new List<ExperimentArm> { new(Clean, "Every region as the shards have it") };
        arms.AddRange(Fractions(options).Select(static fraction => Fewer(fraction)));
        var noises = Noises(options).ToList();
        arms.AddRange(noises);
        if (options.FullGrid)
        {
            arms.AddRange(noises.SelectMany(noise => Fractions(options).Select(fraction => noise with
            {
                Name = $"{noise.Name}, {NameOf(fraction)}",
                What = $"{noise.What}; {Fewer(fraction).What}",
                Changes = [new FewerPatients(fraction), .. noise.Changes],
            })));
        }

        arms.Add(new ExperimentArm("grade A", "Only regions of grade A") { Changes = [new GradeFilter(Grade.A)] });
        arms.Add(new ExperimentArm("grades A and B", "Only regions of grades A and B") { Changes = [new GradeFilter(Grade.B)] });
        arms.Add(new ExperimentArm("weighed by grade", "Grade B is seen every second time, C every fourth") { Seen = GradeWeights.Draw });
        return new ExperimentPlan("quality", "Noise against fewer studies", arms);
    }

    private static ExperimentArm Fewer(double fraction) =>
        new(NameOf(fraction), string.Create(CultureInfo.InvariantCulture, $"{100 * fraction:0.#} % of the patients, as many steps")) { Changes = [new FewerPatients(fraction)] };

    private static IEnumerable<ExperimentArm> Noises(ExperimentOptions options) =>
    [
        .. Levels(options, 0.05, 0.1, 0.2)
            .Select(static level => new ExperimentArm($"jitter {Percent(level)}", $"Boxes off by a normal error of {Percent(level)} of their size") { Changes = [new BoxJitter(level)] }),
        .. Levels(options, 0.1, 0.3)
            .Select(static level => new ExperimentArm($"wrong side {Percent(level)}", $"{Percent(level)} of the regions with a side mirrored") { Changes = [new WrongSides(level)] }),
        .. Levels(options, 0.1, 0.3)
            .Select(static level => new ExperimentArm($"dropped {Percent(level)}", $"{Percent(level)} of the regions missing") { Changes = [new DroppedRegions(level)] }),
        .. Levels(options, 0.1, 0.3)
            .Select(static level => new ExperimentArm($"invented {Percent(level)}", $"Beside {Percent(level)} of the regions another one, anywhere") { Changes = [new InventedRegions(level)] }),
    ];

    /// <summary>All in the full grid, else the strongest.</summary>
    private static IEnumerable<double> Levels(ExperimentOptions options, params IEnumerable<double> levels) => options.FullGrid ? levels : levels.TakeLast(1);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} %");
}
