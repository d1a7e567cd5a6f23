using VividMed.Training.VisionLanguage.Metrics;

namespace VividMed.Training.Tests.VisionLanguage.Metrics;

public sealed class IntervalTests
{
    [Fact]
    public void The_interval_over_seeds_is_that_of_the_textbook()
    {
        // Mean 12, standard deviation 2, four degrees of freedom: 12 +- 2.776 * 2 / sqrt(5).
        double[] runs = [12 - Math.Sqrt(8), 12, 12, 12, 12 + Math.Sqrt(8)];
        var measured = SeedInterval.Of(runs)!;

        Assert.Equal(12, measured.Value, 12);
        Assert.Equal((12 - 2.483, 12 + 2.483), (Math.Round(measured.Low!.Value, 3), Math.Round(measured.High!.Value, 3)));
    }

    [Fact]
    public void One_run_has_no_interval_and_none_no_figure()
    {
        Assert.Equal(new Measured(3, null, null, 1), SeedInterval.Of([3]));
        Assert.Null(SeedInterval.Of([]));
    }

    [Fact]
    public void A_patient_is_drawn_with_all_that_belongs_to_it()
    {
        // One patient with many items, one with a single one: drawn apart, the mean would rarely be 0 or 1.
        var items = Enumerable.Repeat(new PatientItem<double>("a", 1), 50).Append(new PatientItem<double>("b", 0));

        var measured = new PatientBootstrap(resamples: 200, seed: 3).Measure(items, static values => values.Average())!;

        Assert.Equal((0.0, 1.0), (measured.Low!.Value, measured.High!.Value));
        Assert.Equal(51, measured.Count);
        Assert.Equal(measured, new PatientBootstrap(resamples: 200, seed: 3).Measure(items.Reverse(), static values => values.Average()));
    }

    [Fact]
    public void Without_resamples_there_is_the_figure_alone_and_without_items_none()
    {
        var bootstrap = new PatientBootstrap(resamples: 0, seed: 1);

        Assert.Equal(new Measured(2, null, null, 1), bootstrap.Measure([new PatientItem<double>("a", 2)], static values => values.Average()));
        Assert.Null(bootstrap.Measure(new List<PatientItem<double>>(), static values => values.Count == 0 ? null : values.Average()));
    }
}
