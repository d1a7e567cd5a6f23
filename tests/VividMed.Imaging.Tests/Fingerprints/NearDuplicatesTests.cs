using System.Text.Json;
using CsCheck;
using VividMed.Imaging.Fingerprints;

namespace VividMed.Imaging.Tests.Fingerprints;

/// <summary>Fingerprints, and which of them are found to be near each other.</summary>
public sealed class NearDuplicatesTests
{
    /// <summary>Some fingerprints, and others made of them by turning as many bits as lie around the threshold; a few of them negatives.</summary>
    private static readonly Gen<Fingerprint[]> Crowd = Gen.Select(Gen.Int[1, 5], Gen.Int[0, 30], Gen.Int[0, 1_000_000]).Select((originals, copies, seed) =>
    {
        var random = new Random(seed);
        var all = Enumerable.Range(0, originals).Select(_ => RandomBits(random)).ToList();
        for (var i = 0; i < copies; i++) all.Add(Turn(all[random.Next(all.Count)], random, random.Next(30, 50), random.Next(4) == 0));
        return all.Select(static bits => Fingerprint.Of(bits)).ToArray();
    });

    [Fact]
    public void Whoever_is_near_to_one_of_a_group_is_in_it_and_nobody_else() => Crowd.Sample(crowd =>
    {
        // Held against all pairs.
        var expected = Enumerable.Range(0, crowd.Length).ToArray();
        for (var pass = 0; pass < crowd.Length; pass++)
        {
            for (var i = 0; i < crowd.Length; i++)
            {
                for (var j = 0; j < crowd.Length; j++)
                {
                    if (crowd[i].Distance(crowd[j]) <= Fingerprint.NearDistance) expected[i] = expected[j] = Math.Min(expected[i], expected[j]);
                }
            }
        }

        Assert.Equal(expected, NearDuplicates.Group(crowd));
    });

    [Fact]
    public void At_the_threshold_two_are_near_and_a_bit_beyond_they_are_not()
    {
        var random = new Random(1);
        var bits = RandomBits(random);
        for (var i = 0; i < 200; i++)
        {
            var (one, near, far) = (
                Fingerprint.Of(bits), Fingerprint.Of(Turn(bits, random, Fingerprint.NearDistance, negative: i % 2 == 0)),
                Fingerprint.Of(Turn(bits, random, Fingerprint.NearDistance + 1, negative: i % 2 == 0)));
            Assert.Equal([0, 0], NearDuplicates.Group([one, near]));
            Assert.Equal([0, 1], NearDuplicates.Group([one, far]));
        }
    }

    [Fact]
    public void Two_hundred_thousand_that_are_alike_are_one_group_at_once()
    {
        var same = Fingerprint.Of(RandomBits(new Random(2)));
        Assert.All(NearDuplicates.Group(Enumerable.Repeat(same, 200_000).ToList()), static first => Assert.Equal(0, first));
        Assert.Empty(NearDuplicates.Group([]));
    }

    [Fact]
    public void A_fingerprint_is_read_back_as_it_was_written_and_nothing_else_is_one() => Gen.Int.Sample(static seed =>
    {
        var fingerprint = Fingerprint.Of(RandomBits(new Random(seed)));
        Assert.Equal(fingerprint, Fingerprint.Parse(fingerprint.ToString()));
        Assert.Equal(fingerprint, JsonSerializer.Deserialize<Fingerprint>(JsonSerializer.Serialize(fingerprint)));
        Assert.Throws<FormatException>(() => Fingerprint.Parse(fingerprint.ToString()[1..]));
        Assert.Throws<FormatException>(() => Fingerprint.Parse("g" + fingerprint.ToString()[1..]));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Fingerprint>("17"));
    });

    [Fact]
    public void What_shows_nothing_has_no_fingerprint_and_a_picture_smaller_than_the_grid_has_one()
    {
        Assert.Null(PictureFingerprint.Of(new GrayImage(70, 80, new byte[5600])));
        Assert.Null(PictureFingerprint.Of(new GrayImage(1, 1, [7])));
        Assert.NotNull(PictureFingerprint.Of(new GrayImage(2, 3, [1, 2, 3, 4, 5, 9])));
    }

    [Fact]
    public void A_picture_has_the_same_fingerprint_on_every_machine()
    {
        var random = new SplitMix64(9);
        var picture = new GrayImage(100, 90, [.. Enumerable.Range(0, 9000).Select(_ => (byte)(random.Next() >> 56))]);
        Assert.StartsWith("3977b3e95d74ffe9394769dc96bfdb27b3905e1405202c09bd", PictureFingerprint.Of(picture)!.Value.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_negative_has_the_same_fingerprint() => Gen.Select(Gen.Int[64, 200], Gen.Int[64, 200], Gen.Int).Sample((width, height, seed) =>
    {
        var pixels = new byte[width * height];
        new Random(seed).NextBytes(pixels);
        var (picture, negative) = (new GrayImage(width, height, pixels), new GrayImage(width, height, Array.ConvertAll(pixels, static pixel => (byte)(255 - pixel))));
        Assert.InRange(PictureFingerprint.Of(picture)!.Value.Distance(PictureFingerprint.Of(negative)!.Value), 0, Fingerprint.NearDistance / 2);
    });

    private static bool[] RandomBits(Random random) => [.. Enumerable.Range(0, Fingerprint.Bits).Select(_ => random.Next(2) == 0)];

    private static bool[] Turn(bool[] bits, Random random, int turned, bool negative)
    {
        var places = Enumerable.Range(0, bits.Length).ToArray();
        random.Shuffle(places);
        var changed = Array.ConvertAll(bits, bit => bit != negative);
        foreach (var place in places[..turned]) changed[place] = !changed[place];
        return changed;
    }
}
