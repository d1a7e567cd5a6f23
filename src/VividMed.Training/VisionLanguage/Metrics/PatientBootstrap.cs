using VividMed.Evaluation.Statistics;

namespace VividMed.Training.VisionLanguage.Metrics;

/// <summary>
/// Intervals of any figure by drawing whole patients anew: what belongs to one patient is never torn apart, for it is not independent.
/// </summary>
/// <param name="resamples">how often; 0 for no intervals</param>
internal sealed class PatientBootstrap(int resamples, int seed)
{
    /// <summary>The figure of all items, and the bounds that hold it in 95 of 100 resamplings.</summary>
    /// <param name="figure">null where the items give nothing to measure</param>
    /// <param name="count">how many things the figure is counted over; the items without it</param>
    public Measured? Measure<T>(IEnumerable<PatientItem<T>> items, Func<IReadOnlyList<T>, double?> figure, Func<IReadOnlyList<T>, int>? count = null)
    {
        var patients = items.GroupBy(static item => item.Patient, StringComparer.Ordinal)
            .OrderBy(static group => group.Key, StringComparer.Ordinal)
            .Select(static group => group.Select(static item => item.Value).ToList())
            .ToList();
        var all = patients.SelectMany(static own => own).ToList();
        if (figure(all) is not { } value) return null;
        var random = Bootstrap.Resample(patients.Count, resamples, seed, static () => new List<T>(), (drawn, at) => drawn.AddRange(patients[at]));
        var interval = Bootstrap.Interval(random.Select(figure).OfType<double>());
        return new Measured(value, interval?.Low, interval?.High, count?.Invoke(all) ?? all.Count);
    }

    /// <summary>The mean of the values that items have, none, one or several each.</summary>
    public Measured? Mean<T>(IEnumerable<PatientItem<T>> items, Func<T, IEnumerable<double>> values) =>
        Measure(
            items.Select(item => item.To(values(item.Value).ToList())).Where(static item => item.Value.Count > 0),
            static all => all.Count == 0 ? null : all.Sum(static own => own.Sum()) / all.Sum(static own => own.Count),
            static all => all.Sum(static own => own.Count));
}

/// <summary>Something that was measured on a patient.</summary>
internal readonly record struct PatientItem<T>(string Patient, T Value)
{
    /// <summary>Something else of the same patient.</summary>
    public PatientItem<TOther> To<TOther>(TOther value) => new(Patient, value);
}
