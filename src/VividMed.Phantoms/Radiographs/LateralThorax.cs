namespace VividMed.Phantoms.Radiographs;

/// <summary>A lateral view, plain and without findings: datasets contain such images and the pipeline must leave them out.</summary>
internal static class LateralThorax
{
    public static PhantomRadiograph Draw(int seed, PhantomRadiographOptions options)
    {
        var random = new PhantomRandom(seed, "lateral");
        var view = new RadiographExposure(seed, options);
        var dome = random.Between(0.40, 0.50);
        var pitch = random.Between(0.11, 0.13);
        var pixels = new ushort[options.Width * options.Height];
        for (var row = 0; row < options.Height; row++)
        {
            for (var column = 0; column < options.Width; column++)
            {
                var (x, y) = view.ToThorax(column, row);
                pixels[(row * options.Width) + column] = view.Expose(Brightness(x, y, dome, pitch));
            }
        }

        return new PhantomRadiograph(options.Width, options.Height, pixels, view.Inverted, options.View, [], []);
    }

    private static double Brightness(double x, double y, double dome, double pitch)
    {
        var body = SmoothShapes.Step(SmoothShapes.Ellipse(x, y - 0.2, 0.78, 1.6), 0.04);
        var floor = dome + (0.5 * Math.Pow(x + 0.1, 2));
        var air = SmoothShapes.Step(Math.Min(SmoothShapes.Ellipse(x, y, 0.60, 0.84), floor - y));
        var heart = SmoothShapes.Step(SmoothShapes.Ellipse(x + 0.22, y - floor + 0.24, 0.26, 0.27), 0.03);
        var spine = SmoothShapes.Step(0.09 - Math.Abs(x - 0.50 + (0.25 * y * y)), 0.02) * (0.7 + (0.3 * SmoothShapes.Step(0.4 - Math.Abs((((y + 2) / pitch) % 1) - 0.5), 0.08)));
        return body * (((0.62 + (0.1 * heart)) * (1 - (0.70 * air * (1 - (0.8 * heart))))) + (0.22 * spine));
    }
}
