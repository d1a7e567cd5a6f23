using VividMed.Phantoms.ChestCt;
using VividMed.Phantoms.Projection;

namespace VividMed.Phantoms.Radiographs;

/// <summary>
/// A radiograph as the shadow of a phantom body in three dimensions: a cone beam through <see cref="StandingChest"/> onto a detector that stands
/// a little differently each time, and the shadows of its structures and findings as the truth (<see cref="ProjectedMask"/>).
/// </summary>
internal static class ProjectedThorax
{
    /// <summary>What the detector covers along its shorter side.</summary>
    private const double FieldMm = 345;

    private const double WidestMm = 400;
    private const double DeepestMm = 272;

    /// <summary>Above and below what a straight beam would meet.</summary>
    private const double MarginMm = 60;

    public static PhantomRadiograph Draw(int seed, PhantomRadiographOptions options)
    {
        var beam = Aim(new PhantomRandom(seed, "beam"), options);
        var isLateral = options.View == "LATERAL";
        var chest = StandingChest.Draw(options.Body ?? seed, Grid(beam), isLateral ? [] : options.Findings, options.Companions);
        var shadow = VolumeProjector.Project(chest.Volume, chest.Labels, isLateral ? 0 : chest.Names.Count, beam);
        var detector = new RadiographDetector(seed, options.Inverted);
        return new PhantomRadiograph(
            options.Width, options.Height, detector.Expose(shadow), detector.Inverted, options.View,
            isLateral ? [] : Regions(chest.FirstFinding, chest.Names.Count), isLateral ? [] : Regions(0, chest.FirstFinding))
        {
            PixelMm = beam.PixelMm,
        };

        PhantomRegion[] Regions(int first, int end) =>
            [.. Enumerable.Range(first, end - first).Select(Region).OfType<PhantomRegion>()];

        PhantomRegion? Region(int label) => ProjectedMask.Of(shadow, label, chest.Names[label], label < chest.FirstFinding ? null : chest.Names[label].Target == "cardiomegaly" ? "heart" : "lung");
    }

    private static ProjectionBeam Aim(PhantomRandom random, PhantomRadiographOptions options)
    {
        var isAtBed = options.View == "AP";
        var field = FieldMm * random.Between(0.97, 1.08) * (isAtBed ? 1.06 : 1);
        return new ProjectionBeam(options.View, options.Width, options.Height, Math.Round(field / Math.Min(options.Width, options.Height), 3))
        {
            SourceToDetectorMm = isAtBed ? 1100 : 1800,
            MiddleToDetectorMm = options.View == "LATERAL" ? 220 : 170,
            Roll = random.Between(-0.05, 0.05),
            ShiftMm = (field * random.Between(-0.03, 0.03), field * random.Between(-0.04, 0.04)),
        };
    }

    /// <summary>About as fine as the picture across the beam (edges of the body are soft over a slab), and no finer than it pays.</summary>
    private static (int[] Sizes, double[] SpacingsMm) Grid(ProjectionBeam beam)
    {
        var (plane, slab) = (Math.Clamp(2.2 * beam.PixelMm, 1.8, 3), Math.Clamp(3 * beam.PixelMm, 2.5, 3.5));
        var height = (beam.Height * beam.PixelMm / beam.Magnification) + MarginMm;
        return ([Count(WidestMm, plane), Count(DeepestMm, slab), Count(height, plane)], [plane, slab, plane]);

        static int Count(double length, double spacing) => (int)Math.Ceiling(length / spacing);
    }
}
