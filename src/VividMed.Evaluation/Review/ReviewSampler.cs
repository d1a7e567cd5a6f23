using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VividMed.Grounding;

namespace VividMed.Evaluation.Review;

/// <summary>
/// Draws a stratified sample of a version in one pass: strata are modality, target, grade or reason, split and doubt. Of each stratum those
/// items are taken whose seeded digests are smallest, which is a uniform draw that does not depend on the order of the samples; strata get
/// shares by the square root of their size (Bankier, 1988: a compromise between every class and the whole), and weights make up for it.
/// Memory is bounded by the size of the sample times the number of strata.
/// </summary>
public sealed class ReviewSampler(ReviewPlan plan)
{
    private const double LeastMirrored = 0.05;

    private readonly SortedDictionary<string, Stratum> _strata = new(StringComparer.Ordinal);
    private readonly SortedSet<(ulong Rank, string Id, ReviewItem Item)> _plantable = new(ByRank);

    private static Comparer<(ulong Rank, string Id, ReviewItem Item)> ByRank { get; } = Comparer<(ulong Rank, string Id, ReviewItem Item)>.Create(
        static (a, b) => a.Rank != b.Rank ? a.Rank.CompareTo(b.Rank) : string.CompareOrdinal(a.Id, b.Id));

    /// <summary>Looks at one sample.</summary>
    public void Add(Sample sample, bool isDoubted = false)
    {
        foreach (var item in ReviewItem.Of(sample, isDoubted))
        {
            if (!_strata.TryGetValue(item.Stratum, out var stratum)) _strata.Add(item.Stratum, stratum = new Stratum(item.Grounded));
            stratum.Items++;
            Keep(stratum.Lowest, (Rank(item.Id, "draw"), item.Id, item), plan.Size);
            if (plan.Gold > 0 && Mirror(sample, item) is { } planted) Keep(_plantable, (Rank(item.Id, "gold"), item.Id, planted), plan.Gold);
        }
    }

    /// <summary>The sheet, and what is planted in it.</summary>
    public (ReviewSheet Sheet, ReviewKey Key) Draw(string datasetId, int version, string recipe)
    {
        var ungrounded = (int)Math.Round(plan.Size * plan.Ungrounded, MidpointRounding.AwayFromZero);
        Share([.. _strata.Values.Where(static stratum => stratum.Grounded)], plan.Size - ungrounded);
        Share([.. _strata.Values.Where(static stratum => !stratum.Grounded)], ungrounded);
        var items = _strata.Values.SelectMany(static stratum => stratum.Lowest.Take(stratum.Drawn).Select(static kept => kept.Item)).ToList();
        var planted = _plantable.Select(static kept => kept.Item).ToList();
        var sheet = new ReviewSheet(
            ReviewSheet.SchemaVersion, datasetId, version, recipe, plan.Seed,
            [.. _strata.Where(static stratum => stratum.Value.Drawn > 0).Select(static stratum => new ReviewStratum(stratum.Key, stratum.Value.Grounded, stratum.Value.Items, stratum.Value.Drawn))],
            [.. items.Concat(planted).DistinctBy(static item => item.Id).OrderBy(item => Rank(item.Id, "order"))])
        {
            Planted = planted.Count,
        };
        return (sheet, new ReviewKey(ReviewSheet.SchemaVersion, [.. planted.Select(static item => item.Id).Order(StringComparer.Ordinal)]));
    }

    /// <summary>One for each stratum, the largest first, then by the square roots of their sizes, none more than it has.</summary>
    private void Share(List<Stratum> strata, int size)
    {
        foreach (var stratum in strata.OrderByDescending(Claim).Take(size)) stratum.Drawn = 1;
        for (var left = size - strata.Sum(static stratum => stratum.Drawn); left > 0; left--)
        {
            // The highest claim an item that it already has (Webster): no rounding is left over.
            if (strata.Where(static stratum => stratum.Drawn < stratum.Items).MaxBy(stratum => Claim(stratum) / (stratum.Drawn + 0.5)) is not { } next) return;
            next.Drawn++;
        }
    }

    private double Claim(Stratum stratum) =>
        Math.Sqrt(stratum.Items) * (stratum.Lowest.Min.Item.Stratum.EndsWith("/doubtful", StringComparison.Ordinal) ? plan.DoubtFactor : 1);

    /// <summary>
    /// The item with its box on the other side of the image, where it then lies on nothing of that target: whoever accepts it has not looked.
    /// </summary>
    private static ReviewItem? Mirror(Sample sample, ReviewItem item)
    {
        if (item.Box is not { } box || item.Image is not { } image) return null;
        var width = sample.Images[image].Width;
        var mirrored = box with { X0 = width - box.X1, X1 = width - box.X0 };
        var lies = sample.Regions.Any(region => region.Image == image && region.Label == item.Target && region.Box.IoU(mirrored) > LeastMirrored);
        return lies || mirrored.IoU(box) > LeastMirrored ? null : item.With(mirrored);
    }

    private static void Keep(SortedSet<(ulong Rank, string Id, ReviewItem Item)> lowest, (ulong Rank, string Id, ReviewItem Item) one, int most)
    {
        lowest.Add(one);
        if (lowest.Count > most) lowest.Remove(lowest.Max);
    }

    private ulong Rank(string id, string use) => BinaryPrimitives.ReadUInt64LittleEndian(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{plan.Seed} {use} {id}"))));

    private sealed class Stratum(bool grounded)
    {
        public bool Grounded => grounded;

        public SortedSet<(ulong Rank, string Id, ReviewItem Item)> Lowest { get; } = new(ByRank);

        public long Items { get; set; }

        public int Drawn { get; set; }
    }
}
