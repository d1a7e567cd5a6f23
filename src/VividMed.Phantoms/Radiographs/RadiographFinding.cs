namespace VividMed.Datasets;

/// <summary>
/// A finding on a frontal radiograph. <paramref name="Coverage"/> says how much of it lies at a point (0 to 1);
/// <paramref name="Opacity"/> is the share of the lung's air that it takes away (negative: it adds air);
/// <paramref name="Line"/> is a thin bright line that goes with it; <paramref name="Extent"/> says where the finding is (over one half is the
/// truth region) where that is more than what takes air away, such as a cavity with its lumen.
/// </summary>
internal sealed record RadiographFinding(
    PhantomTarget Target,
    Func<double, double, double> Coverage,
    double Opacity,
    Func<double, double, double>? Line = null,
    Func<double, double, double>? Extent = null);
