using VividMed.Reports;
using CsCheck;
using VividMed.Grounding;
using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Shards.Archives;
using VividMed.Taxonomy;

namespace VividMed.Shards.Tests;

/// <summary>Small samples with real encoded images: an 8 x 6 PNG and a 4 x 3 x 2 NIfTI.</summary>
internal static class TestSamples
{
    public static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGCAAAAADbboAnAAAAP0lEQVR42mNgYOcTlVHWMmSQV9M1sXbyDGCwc/UJjkrMyGeITckuqmxo72Ooae6aOGP+srUMsxet3LB939EzAGUtEyEpv88yAAAAAElFTkSuQmCC");

    public static readonly byte[] Nifti = Convert.FromBase64String(
        "H4sIAAAAAAAC/4thZCAKMDOwADETAyMUogIWBgEw3WCPwA4OmKZscIbIDRaAz/PY3IlNDJs/GRjytA3hdjCBQ4+VgY2BnYGDgZOBi4GbgYeBl4GPgR8YboIMQgzCDCIMogxiDOIMAL5bLYeQAQAA");

    public static readonly Provenance Provenance = new(
        new SortedDictionary<string, string>(StringComparer.Ordinal) { ["dino"] = "aa cpu", ["sat"] = "bb cpu" }, "lex", "opt", TestBuckets.Recipe.Digest);

    public static Gen<Sample> Any { get; } =
        from name in Gen.String[Gen.Char.AlphaNumeric, 1, 20]
        from text in Gen.String[0, 60]
        from volume in Gen.Bool
        from phrases in AnyPhrase.Array[0, 4]
        from regions in AnyRegion.Array[0, 4]
        from sizes in Gen.Int[1, 600].Array[3]
        from spacing in Gen.Double[0.1, 5].Array[3]
        from known in Gen.Bool
        from acquisition in AnyAcquisition
        select new Sample(
            name, "mimic-cxr", "train", "p1", name, volume ? Modality.Ct : Modality.Cxr,
            [new($"{name}.0.png", sizes[0], sizes[1], volume ? sizes[2] : 1, known ? spacing : null, known ? Affine.Scale(spacing[0], -spacing[1], spacing[2], 7, 8, 9) : null, "PA", "ff") { Acquisition = acquisition }],
            new SampleReport(text, [new("findings", 0, text.Length)]), phrases, regions, [new("Which plane?", text, "plane", [0]) { Subject = name }], Provenance);

    private static Gen<Phrase> AnyPhrase =>
        from text in Gen.String[0, 20]
        from start in Gen.Int[0, 100_000]
        from kind in Gen.Enum<FindingKind>()
        from polarity in Gen.Enum<Polarity>()
        from time in Gen.Enum<Temporality>()
        from side in Gen.Enum<Side>()
        from regions in Gen.Int[0, 300].Array[0, 5]
        from grounded in Gen.Bool
        from certainty in Gen.Enum<Certainty>().Nullable()
        from change in Gen.Enum<Change>().Nullable()
        from number in Gen.Int[0, 99].Nullable()
        from size in Gen.Double[0.1, 300].Array[0, 3]
        from share in Gen.Double[0, 1].Nullable()
        select new Phrase(start, start + text.Length, text, "pleural effusion", kind, polarity, time, side, [text], regions, grounded ? null : UngroundedReason.Absent)
        {
            Certainty = certainty, Change = change, Severity = grounded ? text : null, Count = number, SizeMm = size.Length == 0 ? null : size,
            PriorSizeMm = grounded ? size : null, Location = grounded ? null : text, Sentence = number, Frame = number, TextConfidence = share, Confidence = share,
        };

    private static Gen<ImageAcquisition?> AnyAcquisition =>
        from text in Gen.String[0, 10]
        from number in Gen.Double[0, 150].Nullable()
        from burned in Gen.Bool.Nullable()
        from told in Gen.Bool
        select told
            ? new ImageAcquisition
            {
                Manufacturer = text, Model = null, BodyPart = text, Position = text, Kernel = text, KvP = number, SliceThicknessMm = number, Contrast = text, BurnedIn = burned,
            }
            : null;

    private static Gen<Region> AnyRegion =>
        from box in Gen.Double[0, 4096].Array[6]
        from flat in Gen.Bool
        from shape in Gen.Enum<RegionShape>()
        from grade in Gen.Enum<Grade>()
        from score in Gen.Double[0, 1]
        from counts in Gen.Int[0, int.MaxValue].Array[0, 20]
        from depth in Gen.Int[1, 3]
        select new Region(
            0, shape, "heart", FindingKind.Anatomy, flat ? Box.Flat(box[0], box[1], box[3], box[4]) : new Box(box[0], box[1], box[2], box[3], box[4], box[5]),
            shape == RegionShape.Mask ? new RunLengthMask(5, 4, depth, counts) : null, score, "dino", grade, ["inside-lung"]);

    /// <summary>A radiograph with an effusion that has a box, and an absent pneumothorax.</summary>
    public static Sample Radiograph(string id, string split = "train") => new(
        id, "mimic-cxr", split, "p10", id, Modality.Cxr,
        [new(ShardNames.Image(id, 0, volume: false), 8, 6, 1, null, null, "PA", new string('c', 64))],
        new SampleReport("Small left pleural effusion. No pneumothorax.", [new("findings", 0, 45)]),
        [
            new(6, 27, "left pleural effusion", "pleural effusion", FindingKind.Abnormality, Polarity.Present, Temporality.Current, Side.Left, ["small"], [0], null),
            new(32, 44, "pneumothorax", "pneumothorax", FindingKind.Abnormality, Polarity.Absent, Temporality.Current, Side.None, [], [], UngroundedReason.Absent),
        ],
        [new(0, RegionShape.Box, "pleural effusion", FindingKind.Abnormality, Box.Flat(4, 3, 7.5, 6), null, 0.9, "dino", Grade.A, ["inside-lung"])],
        [new("Is there a pleural effusion?", "yes", "presence", [0]) { Subject = "pleural effusion" }],
        Provenance);

    /// <summary>A CT whose heart has a mask.</summary>
    public static Sample Tomogram(string id, string split = "train") => new(
        id, "mimic-cxr", split, "p11", id, Modality.Ct,
        [new(ShardNames.Image(id, 0, volume: true), 4, 3, 2, [1, 1, 3], Affine.Scale(1, 1, 3), "axial", new string('d', 64))],
        new SampleReport("The heart is normal in size.", [new("findings", 0, 28)]),
        [new(4, 9, "heart", "heart", FindingKind.Anatomy, Polarity.Present, Temporality.Current, Side.None, [], [0], null)],
        [new(0, RegionShape.Mask, "heart", FindingKind.Anatomy, new Box(1, 1, 0, 2, 3, 1), new RunLengthMask(4, 3, 2, [4, 2, 18]), 0.8, "sat", Grade.A, [])],
        [],
        Provenance);

    public static ShardItem Item(Sample sample) =>
        new(sample, [.. sample.Images.Select(static image => ShardImage.From(image.Member, image.Depth > 1 ? Nifti : Png))]);

    public static IReadOnlyList<ShardItem> Items(params IEnumerable<Sample> samples) => [.. samples.Select(Item)];
}
