namespace VividMed.Datasets;

/// <summary>Renders a frontal thorax: what the beam loses on its way, as brightness, through a slightly different position and exposure each time.</summary>
internal sealed class FrontalPainter
{
    private readonly FrontalThorax _thorax;
    private readonly Bones _bones;
    private readonly LungMarkings _markings;
    private readonly ValueNoise _softTissue;
    private readonly RadiographFinding[] _findings;
    private readonly double[] _coverage;

    private FrontalPainter(int seed, IReadOnlyList<(PhantomTarget Target, bool Lower)> plan)
    {
        var shape = new PhantomRandom(seed, "thorax");
        _thorax = new FrontalThorax(shape, plan.Any(static finding => finding.Target.Target == "cardiomegaly"));
        _bones = new Bones(_thorax, shape);
        _markings = new LungMarkings(new PhantomRandom(seed, "markings"));
        _softTissue = new ValueNoise(shape, 14);
        var place = new PhantomRandom(seed, "findings");
        _findings = [.. plan.Where(static finding => finding.Target.Target != "cardiomegaly")
            .Select(finding => RadiographFindings.Place(finding.Target, finding.Lower, _thorax, place))];
        _coverage = new double[_findings.Length];
    }

    public static PhantomRadiograph Draw(int seed, PhantomRadiographOptions options)
    {
        var plan = RadiographFindingPlan.Draw(new PhantomRandom(seed, "plan"), options.Findings);
        return new FrontalPainter(seed, plan).Render(seed, options, plan);
    }

    private PhantomRadiograph Render(int seed, PhantomRadiographOptions options, IReadOnlyList<(PhantomTarget Target, bool Lower)> plan)
    {
        var view = new RadiographExposure(seed, options);
        var heart = Region("heart", PatientSide.None);
        RegionBuilder[] lungs = [Region("lung", PatientSide.Right), Region("lung", PatientSide.Left)];
        var findings = Array.ConvertAll(_findings, finding => Region(finding.Target.Target, finding.Target.Side, "lung"));
        var pixels = new ushort[options.Width * options.Height];
        for (var row = 0; row < options.Height; row++)
        {
            for (var column = 0; column < options.Width; column++)
            {
                var (x, y) = view.ToThorax(column, row);
                pixels[(row * options.Width) + column] = view.Expose(Brightness(x, y));
                if (_thorax.Heart(x, y) > 0) heart.Add(column, row);
                if (_thorax.Lung(x, y, PatientSide.Right) > 0) lungs[0].Add(column, row);
                if (_thorax.Lung(x, y, PatientSide.Left) > 0) lungs[1].Add(column, row);
                for (var i = 0; i < findings.Length; i++)
                {
                    if (_coverage[i] > 0.5) findings[i].Add(column, row);
                }
            }
        }

        var anatomy = new[] { heart.Build(), lungs[0].Build(), lungs[1].Build() };
        var cardiomegaly = plan.Any(static finding => finding.Target.Target == "cardiomegaly")
            ? [anatomy[0] with { Target = "cardiomegaly", Location = "heart" }]
            : Array.Empty<PhantomRegion>();
        return new PhantomRadiograph(
            options.Width, options.Height, pixels, view.Inverted, options.View, [.. cardiomegaly, .. findings.Select(static finding => finding.Build())], anatomy);

        RegionBuilder Region(string target, PatientSide side, string? location = null) => new(target, side, options.Width, options.Height, 1, location);
    }

    /// <summary>0 where nothing stops the beam, about 1 in dense bone; leaves each finding's coverage behind.</summary>
    private double Brightness(double x, double y)
    {
        var body = Soft.Step(_thorax.Body(x, y), 0.03);
        Array.Clear(_coverage);
        if (body == 0) return 0.02;

        var side = x < 0 ? PatientSide.Right : PatientSide.Left;
        var depth = _thorax.Lung(x, y, side);
        var heart = Soft.Step(_thorax.Heart(x, y), 0.018);
        var mediastinum = Soft.Step(_thorax.Mediastinum(x, y), 0.022) * Soft.Step(_thorax.Dome(0.3, side) - y + 0.1, 0.1);
        var air = Soft.Step(depth) * (0.66 + (0.34 * Math.Clamp(depth / 0.22, 0, 1)));
        air *= (1 - (0.82 * heart)) * (1 - (0.88 * mediastinum));
        var vessels = _markings.At(x, y) * Math.Min(air, 1);
        var lines = 0.0;
        for (var i = 0; i < _findings.Length; i++)
        {
            var covered = _coverage[i] = _findings[i].Coverage(x, y);
            lines += _findings[i].Line?.Invoke(x, y) ?? 0;
            air *= 1 - (_findings[i].Opacity * covered);
            vessels *= 1 - covered;
        }

        if (y < -0.28) air += 0.22 * Soft.Step(0.036 - Math.Abs(x), 0.015);
        air = Math.Min(air, 1.12);
        var abdomen = Soft.Step(y - _thorax.Dome(Math.Abs(x), side), 0.02);
        var tissue = 0.58 + (0.09 * _softTissue.At(x, y)) + (0.09 * heart) + (0.07 * mediastinum) + (0.10 * abdomen);
        return body * ((tissue * (1 - (0.74 * air))) + (0.19 * _bones.At(x, y)) + (0.15 * vessels) + (0.12 * lines));
    }
}
