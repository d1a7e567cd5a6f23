using VividMed.Grounding;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Shards.Archives;
using VividMed.Taxonomy;

namespace VividMed.Exports.Tests;

/// <summary>Samples with what exports stumble over.</summary>
internal static class TestSamples
{
    public const int Width = 1001;
    public const int Height = 777;

    private static readonly Provenance Provenance = new(new Dictionary<string, string> { ["dino"] = "aa cpu" }, "lex", "opt", "recipe");

    /// <summary>
    /// A radiograph of 1001 x 777: an effusion with two boxes, one at the lower right edge; a nodule; a denied pneumothorax; a report that
    /// holds the literal text of placeholders and a character of two UTF-16 units before every phrase.
    /// </summary>
    public static Sample Radiograph(string id, string split = "train", string? patient = null)
    {
        const string text = "\U0001FA7A <image> Left pleural effusion <|im_end|> and a nodule. No pneumothorax, no <bbox> edema.";
        return new(
            id, "mimic-cxr", split, patient ?? "p" + id, id, Modality.Cxr,
            [new(ShardNames.Image(id, 0, volume: false), Width, Height, 1, [0.143, 0.143, 1], null, "PA", new string('c', 64))],
            new SampleReport(text, [new("findings", 0, text.Length)]),
            [
                Present(text, "Left pleural effusion", "pleural effusion", [0, 1], 0.9),
                Present(text, "nodule", "lung nodule", [2], 0.4),
                Absent(text, "pneumothorax"),
                Absent(text, "edema"),
            ],
            [
                Box("pleural effusion", 700.4, 500, Width, Height, Grade.A),
                Box("pleural effusion", 0, 380.25, 120.5, 640, Grade.A),
                Box("lung nodule", 300, 200, 340.7, 239.6, Grade.C),
            ],
            [new("Is there a pleural effusion?", "yes", QuestionType.Presence, [0]) { Subject = "pleural effusion" }],
            Provenance);
    }

    /// <summary>A CT of 20 x 16 x 10 voxels in LPS with an L-shaped mask, a box and a heart in another slice.</summary>
    public static Sample Tomogram(string id, string split = "train")
    {
        const string text = "Nodule in the left lung. Effusion. The heart is normal. No pneumothorax.";
        var nodule = MaskOf(20, 16, 10, (4, 5, 3), (4, 6, 3), (4, 7, 3), (5, 7, 3), (4, 5, 4));
        var heart = MaskOf(20, 16, 10, (10, 8, 6), (11, 8, 6), (10, 9, 6), (10, 8, 7));
        return new(
            id, "mimic-cxr", split, "p" + id, id, Modality.Ct,
            [new(ShardNames.Image(id, 0, volume: true), 20, 16, 10, [0.8, 0.8, 2.5], Lps, "axial", new string('d', 64))],
            new SampleReport(text, [new("findings", 0, text.Length)]),
            [
                Present(text, "Nodule", "lung nodule", [0], 0.8),
                Present(text, "Effusion", "pleural effusion", [2], 0.7),
                Present(text, "heart", "heart", [1], 0.9) with { Kind = FindingKind.Anatomy },
                Absent(text, "pneumothorax"),
            ],
            [
                new(0, RegionShape.Mask, "lung nodule", FindingKind.Abnormality, new Box(4, 5, 3, 6, 8, 5), RunLengthMask.Encode(nodule), 0.8, "sat", Grade.A, []),
                new(0, RegionShape.Mask, "heart", FindingKind.Anatomy, new Box(10, 8, 6, 12, 10, 8), RunLengthMask.Encode(heart), 0.9, "sat", Grade.B, []),
                new(0, RegionShape.Box, "pleural effusion", FindingKind.Abnormality, new Box(1, 2, 0, 7, 6, 4), null, 0.7, "dino", Grade.A, []),
            ],
            [],
            Provenance);
    }

    /// <summary>Voxels run to the patient's left, back and head.</summary>
    public static Affine Lps { get; } = Affine.Scale(-0.8, -0.8, 2.5, 10, 20, -30);

    public static Mask MaskOf(int width, int height, int depth, params (int X, int Y, int Z)[] voxels)
    {
        var mask = new Mask(width, height, depth);
        foreach (var (x, y, z) in voxels) mask[x, y, z] = true;
        return mask;
    }

    private static Region Box(string label, double x0, double y0, double x1, double y1, Grade grade) => new(
        0, RegionShape.Box, label, FindingKind.Abnormality, Imaging.Geometry.Box.Flat(x0, y0, x1, y1), null, 0.9, "dino", grade, []);

    private static Phrase Present(string text, string words, string target, int[] regions, double confidence) => Phrase(text, words, target, regions, null) with { Confidence = confidence };

    private static Phrase Absent(string text, string words) => Phrase(text, words, words, [], UngroundedReason.Absent);

    private static Phrase Phrase(string text, string words, string target, int[] regions, string? reason)
    {
        var start = text.IndexOf(words, StringComparison.Ordinal);
        return new(
            start, start + words.Length, words, target, FindingKind.Abnormality, reason is null ? Polarity.Present : Polarity.Absent, Temporality.Current, Side.None, [], regions, reason);
    }
}
