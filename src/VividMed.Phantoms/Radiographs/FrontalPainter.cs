using VividMed.Taxonomy;

namespace VividMed.Phantoms.Radiographs;

/// <summary>
/// Renders a frontal thorax: what the beam loses on its way, as brightness, through a slightly different position and exposure each time.
/// </summary>
internal sealed class FrontalPainter
{
    private readonly FrontalThorax _thorax;
    private readonly Bones _bones;
    private readonly LungMarkings _markings;
    private readonly ValueNoise _softTissue;
    private readonly RadiographFinding[] _findings;
    private readonly double[] _extent;

    private FrontalPainter(int seed, IReadOnlyList<(PhantomTarget Target, bool Lower)> plan)
    {
        var shape = new PhantomRandom(seed, "thorax");
        _thorax = new FrontalThorax(shape, Shows("cardiomegaly"), Shows("aortic enlargement"));
        _bones = new Bones(_thorax, shape);
        _markings = new LungMarkings(new PhantomRandom(seed, "markings"));
        _softTissue = new ValueNoise(shape, 14);
        var place = new PhantomRandom(seed, "findings");
        _findings = [.. plan.Where(static finding => !RadiographFindingPlan.IsMediastinal(finding.Target.Target))
            .Select(finding => RadiographFindings.Place(finding.Target, finding.Lower, _thorax, place))];
        _extent = new double[_findings.Length];

        bool Shows(string target) => plan.Any(finding => finding.Target.Target == target);
    }

    public static PhantomRadiograph Draw(int seed, PhantomRadiographOptions options)
    {
        var plan = RadiographFindingPlan.Draw(new PhantomRandom(seed, "plan"), options.Findings);
        if (options.Companions) plan = RadiographFindingPlan.WithCompanion(plan, new PhantomRandom(seed, "companion"));
        return new FrontalPainter(seed, plan).Render(seed, options, plan);
    }

    private PhantomRadiograph Render(int seed, PhantomRadiographOptions options, IReadOnlyList<(PhantomTarget Target, bool Lower)> plan)
    {
        var view = new RadiographExposure(seed, options);
        var structures = Structures();
        var anatomy = Array.ConvertAll(structures, structure => Region(structure.Target.Target, structure.Target.Side));
        var findings = Array.ConvertAll(_findings, finding => Region(finding.Target.Target, finding.Target.Side, "lung"));
        var pixels = new ushort[options.Width * options.Height];
        for (var row = 0; row < options.Height; row++)
        {
            for (var column = 0; column < options.Width; column++)
            {
                var (x, y) = view.ToThorax(column, row);
                pixels[(row * options.Width) + column] = view.Expose(Brightness(x, y));
                for (var i = 0; i < structures.Length; i++)
                {
                    if (structures[i].Depth(x, y) > 0) anatomy[i].Add(column, row);
                }

                for (var i = 0; i < findings.Length; i++)
                {
                    if (_extent[i] > 0.5) findings[i].Add(column, row);
                }
            }
        }

        PhantomRegion[] regions = [.. anatomy.Select(static builder => builder.Build())];
        var mediastinal = plan.Where(static finding => RadiographFindingPlan.IsMediastinal(finding.Target.Target)).Select(finding => finding.Target.Target == "cardiomegaly"
            ? regions.Single(static region => region.Target == "heart") with { Target = "cardiomegaly", Location = "heart" }
            : regions.Single(static region => region.Target == "aortic arch") with { Target = "aortic enlargement", Location = "aorta" });
        return new PhantomRadiograph(
            options.Width, options.Height, pixels, view.Inverted, options.View,
            [.. mediastinal, .. findings.Select(static finding => finding.Build())], regions);

        RegionBuilder Region(string target, Side side, string? location = null) => new(
            target, side, options.Width, options.Height, 1, location);
    }

    /// <summary>
    /// The anatomy of the truth, with its depth at a point of the thorax. Structures overlap, as they do in a projection.
    /// </summary>
    private (PhantomTarget Target, Func<double, double, double> Depth)[] Structures() =>
    [
        (new("heart", Side.None), _thorax.Heart),
        (new("lung", Side.Right), (x, y) => _thorax.Lung(x, y, Side.Right)),
        (new("lung", Side.Left), (x, y) => _thorax.Lung(x, y, Side.Left)),
        (new("clavicle", Side.Right), (x, y) => _bones.ClavicleDepth(x, y, Side.Right)),
        (new("clavicle", Side.Left), (x, y) => _bones.ClavicleDepth(x, y, Side.Left)),
        (new("aortic arch", Side.None), _thorax.AorticArch),
        (new("trachea", Side.None), _thorax.Trachea),
        (new("vertebrae", Side.None), (x, y) => Math.Min(Bones.SpineDepth(x), _thorax.Body(x, y))),
    ];

    /// <summary>0 where nothing stops the beam, about 1 in dense bone; leaves each finding's extent behind.</summary>
    private double Brightness(double x, double y)
    {
        var body = SmoothShapes.Step(_thorax.Body(x, y), 0.03);
        Array.Clear(_extent);
        if (body == 0) return 0.02;

        var side = x < 0 ? Side.Right : Side.Left;
        var depth = _thorax.Lung(x, y, side);
        var heart = SmoothShapes.Step(_thorax.Heart(x, y), 0.018);
        var mediastinum = SmoothShapes.Step(_thorax.Mediastinum(x, y), 0.022) * SmoothShapes.Step(_thorax.Dome(0.3, side) - y + 0.1, 0.1);
        var air = SmoothShapes.Step(depth) * (0.66 + (0.34 * Math.Clamp(depth / 0.22, 0, 1)));
        air *= (1 - (0.82 * heart)) * (1 - (0.88 * mediastinum));
        var vessels = _markings.At(x, y) * Math.Min(air, 1);
        var lines = 0.0;
        for (var i = 0; i < _findings.Length; i++)
        {
            var covered = _findings[i].Coverage(x, y);
            var extent = _extent[i] = _findings[i].Extent?.Invoke(x, y) ?? covered;
            lines += _findings[i].Line?.Invoke(x, y) ?? 0;
            air *= 1 - (_findings[i].Opacity * covered);
            vessels *= 1 - extent;
        }

        if (y < -0.28) air += 0.22 * SmoothShapes.Step(0.036 - Math.Abs(x), 0.015);
        air = Math.Min(air, 1.12);
        var abdomen = SmoothShapes.Step(y - _thorax.Dome(Math.Abs(x), side), 0.02);
        var tissue = 0.58 + (0.09 * _softTissue.At(x, y)) + (0.09 * heart) + (0.07 * mediastinum) + (0.10 * abdomen);
        return body * ((tissue * (1 - (0.74 * air))) + (0.19 * _bones.At(x, y)) + (0.15 * vessels) + (0.12 * lines));
    }
}
