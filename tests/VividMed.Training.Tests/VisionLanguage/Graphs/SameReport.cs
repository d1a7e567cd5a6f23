using VividMed.Imaging.Geometry;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;

namespace VividMed.Training.Tests.VisionLanguage.Graphs;

/// <summary>An image as the page says that it is prepared, and what the graphs make of it held against what the program does.</summary>
internal static class SameReport
{
    /// <param name="values">the image's own: shades of 0 to 255, or Hounsfield units</param>
    public static float[] Prepare(GraphRunner runner, string kind, float[] values, (int Width, int Height, int Depth) size)
    {
        var (shape, known) = (runner.ImageShape(kind), runner.Values);
        var (least, most) = kind == "ct" ? (Number("lowestHounsfield"), Number("highestHounsfield")) : (0, Number("brightestShade"));
        if (kind == "ct") values = Array.ConvertAll(values, value => value < Number("leastMeasured") || value > Number("mostMeasured") ? Number("leastMeasured") : value);
        var grid = new ImageGrid((int)shape[3], (int)shape[2], (int)shape[1]);
        var steps = Number("shades") - 1;
        return
        [
            .. new[] { GridResampler.Resize(values, size.Width, size.Height, size.Depth, grid), GridResampler.Peaks(values, size.Width, size.Height, size.Depth, grid) }
                .SelectMany(static channel => channel).Select(value => MathF.Floor((steps * (Math.Clamp(value, least, most) - least) / (most - least)) + 0.5f) / steps),
        ];

        float Number(string name) => known.GetProperty(name).GetSingle();
    }

    /// <summary>Text, phrases, boxes and masks of a grounded report.</summary>
    public static void Assert(VividMedModel model, GraphRunner runner, string kind, ModelImage image, float[] values)
    {
        var report = model.Report(image);
        var seen = runner.Encode(kind, Prepare(runner, kind, values, image.Size));
        var said = runner.Generate(seen["image_tokens"], runner.Text.GetProperty("reportPrompt").GetString()!, grounded: true);
        var answer = DecodedText.From(runner.Vocabulary, [.. said.Tokens.Skip(said.Start).Select(static token => (int)token)]);

        Xunit.Assert.Equal(report.Text, answer.Text);
        Xunit.Assert.NotEmpty(answer.Phrases);
        Xunit.Assert.Equal(report.Phrases.Select(static phrase => (phrase.Start, phrase.End)), answer.Phrases.Select(static phrase => (phrase.Start, phrase.End)));
        var grid = Grid(seen["outlines"].Shape);
        foreach (var (phrase, (kept, mask)) in report.Phrases.Zip(runner.Locate(kind, seen, said)))
        {
            Xunit.Assert.Equal(phrase.Boxes.Count, kept.Count);
            foreach (var (box, own) in phrase.Boxes.Zip(kept.Select(own => ImageBox.Of(own, image.Size)))) Xunit.Assert.True(IoU(box.Box, own) > 0.99, $"{phrase.Text}: {own} for {box.Box}");
            if (phrase.Mask is not { } filled) continue;
            var found = MaskResizer.ToImage(mask, grid, image.Size.Width, image.Size.Height, image.Size.Depth);
            Xunit.Assert.InRange((double)found.Count() / filled.Count(), 0.99, 1.01);
        }
    }

    private static ImageGrid Grid(long[] shape) => new((int)shape[4], (int)shape[3], (int)shape[2]);

    private static double IoU(Box a, Box b)
    {
        var shared = Math.Max(0, Math.Min(a.X1, b.X1) - Math.Max(a.X0, b.X0)) * Math.Max(0, Math.Min(a.Y1, b.Y1) - Math.Max(a.Y0, b.Y0)) * Math.Max(0, Math.Min(a.Z1, b.Z1) - Math.Max(a.Z0, b.Z0));
        return shared / (Volume(a) + Volume(b) - shared);

        static double Volume(Box box) => (box.X1 - box.X0) * (box.Y1 - box.Y0) * (box.Z1 - box.Z0);
    }
}
