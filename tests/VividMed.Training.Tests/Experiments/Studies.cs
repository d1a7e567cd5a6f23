using VividMed.Grounding;
using VividMed.Imaging.Geometry;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Tests.Experiments;

/// <summary>Training studies by hand: radiographs whose report states findings, each with one region.</summary>
internal static class Studies
{
    public static readonly ImageGrid Grid = new(16, 16, 1);

    /// <summary>A study of a patient; regions in the order of the findings.</summary>
    public static TrainingStudy Of(string patient, params IReadOnlyList<(string Target, Side Side, float X)> findings) => Of(patient, Grade.A, findings);

    public static TrainingStudy Of(string patient, Grade grade, params IReadOnlyList<(string Target, Side Side, float X)> findings)
    {
        var sample = new Sample(
            patient, "hand", "train", patient, patient, Modality.Cxr, [new SampleImage("x.png", 64, 64, 1, null, null, "PA", patient)], new SampleReport("finding", []),
            [.. findings.Select(static (one, at) => new Phrase(0, 7, "finding", one.Target, FindingKind.Abnormality, Polarity.Present, Temporality.Current, one.Side, [], [at], null))],
            [.. findings.Select(one => new Region(0, RegionShape.Box, one.Target, FindingKind.Abnormality, Box.Flat(0, 0, 1, 1), null, 1, "m", grade, []))],
            [], new Provenance(new Dictionary<string, string>(), "l", "o", "r"));
        return new TrainingStudy(sample, Grid, new PreparedImage(new byte[Grid.Count], new byte[Grid.Count]), findings.Select(static (one, at) => (one.X, at)).ToDictionary(static one => one.at, static one => Region(one.X)));
    }

    /// <summary>A box around a place, with a mask on the half grid: one column, at the box's center.</summary>
    public static RegionTarget Region(float x)
    {
        var mask = new byte[8 * 8];
        for (var row = 0; row < 8; row++) mask[(8 * row) + (int)(8 * x)] = 8;
        return new RegionTarget([x, 0.5f, 0.5f, 0.25f, 0.25f, 1], mask);
    }

    /// <summary>The columns that a mask fills.</summary>
    public static IReadOnlyList<int> Columns(RegionTarget region) => [.. Enumerable.Range(0, 8).Where(column => Enumerable.Range(0, 8).Any(row => region.Mask![(8 * row) + column] > 0))];

    public static IReadOnlyList<TrainingStudy> Many(int count, Side side = Side.Left) =>
        [.. Enumerable.Range(0, count).Select(at => Of($"p{at:D4}", ("nodule", side, (at + 0.5f) / count)))];
}
