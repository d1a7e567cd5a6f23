using System.Globalization;

namespace VividMed.Datasets;

/// <summary>A phantom radiograph study before it is drawn: ids, split, date and images, all from the seed and its number.</summary>
internal sealed record MimicPhantomStudy(string Subject, string Id, string Split, DateTime Taken, int Seed, IReadOnlyList<MimicPhantomImage> Images)
{
    // A patient's number decides the split, so that even a few patients fill all three; every fourth study is a patient's second one.
    private static readonly string[] Splits = ["train", "train", "validate", "train", "test", "train", "train", "train", "test", "train"];
    private static readonly (int Width, int Height)[] Sizes = [(512, 512), (512, 512), (512, 512), (560, 640), (640, 560)];

    public string Folder => $"files/p{Subject[..2]}/p{Subject}/s{Id}";

    public static MimicPhantomStudy Plan(int number, int seed)
    {
        var own = unchecked((seed * 1_000_003) + number);
        var random = new PhantomRandom(own, "study");
        var patient = number - (number / 4) - (number % 4 == 3 ? 1 : 0);
        var subject = (((10 + (patient % 10)) * 1_000_000) + 900_000 + patient).ToString(CultureInfo.InvariantCulture);
        var study = (59_000_000 + (number * 7) + 1).ToString(CultureInfo.InvariantCulture);
        var taken = new DateTime(2150, 1, 1, 8, 0, 0, DateTimeKind.Unspecified).AddDays((patient * 11) + number).AddSeconds(random.Below(30_000));
        string[] views = number % 25 == 24 ? ["LATERAL"] : random.Uniform() switch { < 0.55 => ["PA"], < 0.72 => ["AP"], < 0.90 => ["PA", "LATERAL"], _ => ["PA", "AP"] };
        var images = views.Select((view, image) =>
        {
            var (width, height) = random.Pick(Sizes);
            return new MimicPhantomImage(ImageId(random), view, unchecked((own * 4) + image), width, height);
        }).ToArray();
        return new MimicPhantomStudy(subject, study, Splits[patient % Splits.Length], taken, own, images);
    }

    private static string ImageId(PhantomRandom random) =>
        string.Join('-', Enumerable.Range(0, 5).Select(_ => ((uint)random.NextBits()).ToString("x8", CultureInfo.InvariantCulture)));
}
