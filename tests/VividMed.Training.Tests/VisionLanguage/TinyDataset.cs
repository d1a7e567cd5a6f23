using VividMed.Grounding;
using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Png;
using VividMed.Shards.Archives;
using VividMed.Shards.Tests;
using VividMed.Storage.Stores;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.Tests.VisionLanguage;

/// <summary>
/// A committed dataset version of drawn studies: on a radiograph a bright square in the patient's left or right half, in a CT a
/// bright block; the report says which, phrases are tied to the box or mask.
/// </summary>
internal static class TinyDataset
{
    public const string Version = "versions/0001";

    public static readonly NetworkOptions Network = new(FlatSide: 32, VolumeSide: 16, VolumeDepth: 8, Width: 32, Layers: 1, Heads: 2, MaxTokens: 64, MaxWords: 400);

    private static readonly Provenance Provenance = new(new Dictionary<string, string>(), "lex", "opt", TestBuckets.Recipe.Digest);

    /// <param name="findings">What the squares are called in turn; without any all are opacities.</param>
    /// <param name="heads">MR, in units of their own.</param>
    public static async Task WriteAsync(IBlobStore store, int radiographs, int volumes, int heldOut, Grade grade = Grade.A, int heads = 0, params string[] findings)
    {
        var train = await TestBuckets.WriteAsync(store, "train", [.. Items("train", radiographs, volumes, heads, grade, findings, seed: 1)]);
        var validate = await TestBuckets.WriteAsync(store, "validate", [.. Items("validate", heldOut, heldOut / 2, heads > 0 ? heldOut / 2 : 0, grade, findings, seed: 2)]);
        await TestBuckets.CommitAsync(store, 1, "tiny", train, validate);
    }

    private static IEnumerable<ShardItem> Items(string split, int radiographs, int volumes, int heads, Grade grade, string[] findings, int seed)
    {
        for (var i = 0; i < radiographs; i++) yield return Radiograph($"a{i:D4}", split, grade, findings.Length == 0 ? "opacity" : findings[i % findings.Length], new Random((seed * 1000) + i));
        for (var i = 0; i < volumes; i++) yield return Volume($"b{i:D4}", split, new Random((seed * 2000) + i));
        for (var i = 0; i < heads; i++) yield return Volume($"c{i:D4}", split, new Random((seed * 3000) + i), Modality.Mr);
    }

    private static ShardItem Radiograph(string id, string split, Grade grade, string finding, Random random)
    {
        const int Side = 40;
        var left = random.Next(2) == 0;
        var (x, y, size) = ((left ? 21 : 1) + random.Next(8), random.Next(28), 8 + random.Next(4));
        var pixels = new byte[Side * Side];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)random.Next(40);
        for (var j = y; j < y + size; j++) pixels.AsSpan((j * Side) + x, size).Fill(220);
        using var png = new MemoryStream();
        PngCodec.WriteGray8(png, new GrayImage(Side, Side, pixels));

        var word = left ? $"left {finding}" : $"right {finding}";
        var text = $"There is a {word}. No effusion.";
        var start = text.IndexOf(word, StringComparison.Ordinal);
        var end = text.IndexOf("effusion", StringComparison.Ordinal);
        var sample = new Sample(
            id, "tiny", split, id, id, Modality.Cxr, [new($"{id}.0.png", Side, Side, 1, null, null, "PA", "")], new SampleReport(text, [new("findings", 0, text.Length)]),
            [
                new(start, start + word.Length, word, finding, FindingKind.Abnormality, Polarity.Present, Temporality.Current, left ? Taxonomy.Side.Left : Taxonomy.Side.Right, [], [0], null),
                new(end, end + 8, "effusion", "effusion", FindingKind.Abnormality, Polarity.Absent, Temporality.Current, Taxonomy.Side.None, [], [], UngroundedReason.Absent),
            ],
            [new(0, RegionShape.Box, finding, FindingKind.Abnormality, Box.Flat(x, y, x + size, y + size), null, 0.9, "m", grade, [])],
            [new($"Which side is the {finding} on?", left ? "left" : "right", "location", [0])], Provenance);
        return new ShardItem(sample, [ShardImage.From($"{id}.0.png", png.ToArray())]);
    }

    private static ShardItem Volume(string id, string split, Random random, Modality modality = Modality.Ct)
    {
        const int Side = 20, Depth = 10;
        var (x, y, z, size) = (random.Next(10), random.Next(10), random.Next(4), 6 + random.Next(3));
        var voxels = new short[Side * Side * Depth];
        var (dark, bright) = modality == Modality.Mr ? ((short)40, (short)(500 + random.Next(3000))) : ((short)-900, (short)50);
        Array.Fill(voxels, dark);
        var mask = new Mask(Side, Side, Depth);
        for (var k = z; k < Math.Min(Depth, z + size); k++)
        {
            for (var j = y; j < y + size; j++)
            {
                for (var i = x; i < x + size; i++) (voxels[i + (Side * (j + (Side * k)))], mask[i, j, k]) = (bright, true);
            }
        }

        using var nifti = new MemoryStream();
        NiftiWriter.Write(nifti, voxels, Side, Side, Depth, Affine.Scale(1, 1, 2));
        var (word, target) = modality == Modality.Mr ? ("mass", "brain mass") : ("heart", "heart");
        var text = $"The {word} is seen.";
        var sample = new Sample(
            id, "tiny", split, id, id, modality, [new($"{id}.0.nii.gz", Side, Side, Depth, [1, 1, 2], Affine.Scale(1, 1, 2), "axial", "")], new SampleReport(text, []),
            [new(4, 4 + word.Length, word, target, modality == Modality.Mr ? FindingKind.Abnormality : FindingKind.Anatomy, Polarity.Present, Temporality.Current, Taxonomy.Side.None, [], [0], null)],
            [new(0, RegionShape.Mask, target, modality == Modality.Mr ? FindingKind.Abnormality : FindingKind.Anatomy, mask.Bounds()!.Value, RunLengthMask.Encode(mask), 0.9, "m", Grade.A, [])],
            [], Provenance);
        return new ShardItem(sample, [ShardImage.From($"{id}.0.nii.gz", nifti.ToArray())]);
    }
}
