using VividMed.Training.Torch;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Losses;
using VividMed.Training.VisionLanguage.Network;
using static TorchSharp.torch;

namespace VividMed.Training.Tests.VisionLanguage;

/// <summary>From phrases to boxes and masks.</summary>
public sealed class PlaceTests
{
    private static readonly NetworkOptions Small = new(FlatSide: 32, VolumeSide: 16, VolumeDepth: 8, Width: 32, Layers: 1, Heads: 2, MaxTokens: 32, MaxWords: 64, Detail: 1);

    [Fact]
    public void The_surest_boxes_are_kept_and_none_that_another_covers()
    {
        float[] boxes = [.. Box(0.2f), .. Box(0.21f), .. Box(0.8f), .. Box(0.5f)];

        var kept = PlaceDecoding.Decode(boxes, [2, 3, 1, -1]);

        Assert.Equal([0.21f, 0.8f], kept.Select(static box => box.Box[0]));
        Assert.Equal(0.21f, PlaceDecoding.Best(boxes, [2, 3, 1, -1]).Box[0]);
    }

    [Fact]
    public void Nothing_that_is_sure_enough_is_nothing() => Assert.Empty(PlaceDecoding.Decode([.. Box(0.2f), .. Box(0.7f)], [-0.1f, -3]));

    [Fact]
    public void A_hull_holds_all_boxes_and_of_none_there_is_none()
    {
        Assert.Equal([0.5f, 0.5f, 0.5f, 0.8f, 0.2f, 1], BoxHull.Of([Box(0.2f), Box(0.8f)])!.Select(static number => MathF.Round(number, 4)));
        Assert.Null(BoxHull.Of([]));
    }

    [Fact]
    public void Right_predictions_cost_less_than_wrong_ones_and_a_phrase_of_nothing_wants_no_cell()
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        var at = Coordinates.Of(zeros(new long[] { 1, 1, 1, 4, 4 }));
        float[] target = [0.375f, 0.375f, 0.5f, 0.3f, 0.3f, 1];
        PhraseTarget[] phrases = [new(0, 0, 1, 1, [new RegionTarget(target, null)]), new(0, 2, 3, 3, [])];
        var boxes = tensor(target).expand(2, 16, 6).contiguous();
        Tensor Scores(int cell) => tensor(Enumerable.Range(0, 32).Select(i => i == cell ? 6f : -6f).ToArray()).view(2, 16);

        var right = PlaceLoss.Of(new PhrasePlaces(boxes, Scores(5)), at, phrases);
        var elsewhere = PlaceLoss.Of(new PhrasePlaces(boxes, Scores(15)), at, phrases);
        var ofNothing = PlaceLoss.Of(new PhrasePlaces(boxes, Scores(20)), at, phrases);

        Assert.Equal(0, right.Box!.item<float>(), 1e-5);
        Assert.True(right.Score.item<float>() < 0.01);
        Assert.True(elsewhere.Score.item<float>() > 1);
        Assert.True(ofNothing.Score.item<float>() > 1);
    }

    [Fact]
    public void A_word_that_looks_at_its_object_costs_less_than_one_that_looks_elsewhere_or_sees_what_is_not_there()
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        var at = Coordinates.Of(zeros(new long[] { 1, 1, 1, 4, 4 }));
        LookTarget[] looks = [new(1, [new RegionTarget([0.375f, 0.375f, 0.5f, 0.3f, 0.3f, 1], null)]), new(2, [])];
        float Cost(int ofOne, int ofNothing) => PlaceLoss.Looks(
            tensor(Enumerable.Range(0, 48).Select(i => i == 16 + ofOne || i == 32 + ofNothing ? 6f : -6f).ToArray()).view(1, 3, 16), at, looks)!.item<float>();

        Assert.True(Cost(ofOne: 5, ofNothing: 99) < 0.01);
        Assert.True(Cost(ofOne: 15, ofNothing: 99) > 1);
        Assert.True(Cost(ofOne: 5, ofNothing: 3) > 1);
        Assert.Null(PlaceLoss.Looks(zeros(1, 3, 16), at, []));
    }

    [Fact]
    public void A_finding_seen_at_its_place_at_a_glance_costs_less_than_one_seen_elsewhere_or_seen_and_not_there()
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        var at = Coordinates.Of(zeros(new long[] { 1, 1, 1, 4, 4 }));
        GlanceTarget[] glances = [new(1, 2, [new RegionTarget([0.375f, 0.375f, 0.5f, 0.3f, 0.3f, 1], null)]), new(0, 1, [])];
        float Cost(int ofOne, int ofNothing) => PlaceLoss.Glances(
            tensor(Enumerable.Range(0, 96).Select(i => i == (5 * 16) + ofOne || i == (1 * 16) + ofNothing ? 6f : -6f).ToArray()).view(2, 3, 16), at, glances)!.item<float>();

        Assert.True(Cost(ofOne: 5, ofNothing: 99) < 0.01);
        Assert.True(Cost(ofOne: 15, ofNothing: 99) > 1);
        Assert.True(Cost(ofOne: 5, ofNothing: 3) > 1);
        Assert.Null(PlaceLoss.Glances(zeros(2, 3, 16), at, []));
    }

    [Fact]
    public void Many_absent_findings_do_not_drown_the_one_that_is_there()
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        var at = Coordinates.Of(zeros(new long[] { 1, 1, 1, 4, 4 }));
        float Missed(int absent) => PlaceLoss.Glances(
            zeros(1, 1 + absent, 16) - 12, at,
            [new(0, 0, [new RegionTarget([0.375f, 0.375f, 0.5f, 0.3f, 0.3f, 1], null)]), .. Enumerable.Range(1, absent).Select(static name => new GlanceTarget(0, name, []))])!.item<float>();

        Assert.Equal(Missed(1), Missed(30), 0.01);
    }

    [Fact]
    public void A_glance_knows_a_name_by_its_words_whatever_their_order()
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var network = VividMedNetwork.Create(40, Small, seed: 3);
        var image = network.Encoder.call(rand(new long[] { 2, 2, 8, 16, 16 }));

        var logits = network.Grounding.Glance.call(network.Decoder.Mean([[12, 13, 14], [14, 12, 13], [12]]), image);

        Assert.Equal([2, 3, 8 * 8 * 4], logits.shape);
        Assert.True((logits.select(1, 0) - logits.select(1, 1)).abs().max().item<float>() < 1e-5);
        Assert.True((logits.select(1, 0) - logits.select(1, 2)).abs().max().item<float>() > 1e-3);
    }

    [Fact]
    public void A_phrase_counts_as_much_as_another_one_whose_place_is_larger()
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        var at = Coordinates.Of(zeros(new long[] { 1, 1, 1, 8, 8 }));
        PhraseTarget Phrase(float size) => new(0, 0, 1, 1, [new RegionTarget([0.5f, 0.5f, 0.5f, size, size, 1], null)]);
        float Missed(float size) => PlaceLoss.Of(new PhrasePlaces(zeros(1, 64, 6) + 0.5, zeros(1, 64) - 6), at, [Phrase(size)]).Score.item<float>();

        Assert.Equal(Missed(0.2f), Missed(0.9f), 0.01);
    }

    [Fact]
    public void A_region_smaller_than_a_cell_has_the_nearest_one()
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        var at = Coordinates.Of(zeros(new long[] { 1, 1, 1, 4, 4 }));
        PhraseTarget[] phrases = [new(0, 0, 1, 1, [new RegionTarget([0.6f, 0.1f, 0.5f, 0.02f, 0.02f, 1], null)])];

        var (box, _) = PlaceLoss.Of(new PhrasePlaces(zeros(1, 16, 6) + 0.5, zeros(1, 16)), at, phrases);

        Assert.NotNull(box);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Every_phrase_has_its_mask_whatever_the_order_of_the_rows(int depth)
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var network = VividMedNetwork.Create(40, Small, seed: 3);
        var image = network.Encoder.call(rand(new long[] { 2, 2, depth, depth == 1 ? 32 : 16, depth == 1 ? 32 : 16 }));
        var phrases = rand(3, 32);
        float[][] boxes = [[0.3f, 0.3f, 0.5f, 0.4f, 0.4f, 0.5f], [0.7f, 0.6f, 0.5f, 0.3f, 0.4f, 0.5f], [0.5f, 0.5f, 0.5f, 1, 1, 1]];

        var together = network.Grounding.Masks.Call(phrases, image, [1, 0, 1], boxes);

        Assert.Equal(depth == 1 ? [3, 1, 16, 16] : new long[] { 3, 8, 16, 16 }, together.shape);
        for (var i = 0; i < 3; i++)
        {
            var alone = network.Grounding.Masks.Call(phrases.slice(0, i, i + 1, 1), image, [i == 1 ? 0 : 1], [boxes[i]]);
            Assert.True((alone[0] - together[i]).abs().max().item<float>() < 1e-4);
        }
    }

    [Fact]
    public void In_a_volume_nothing_is_filled_beyond_the_box_of_the_phrase()
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var network = VividMedNetwork.Create(40, Small, seed: 3);
        var image = network.Encoder.call(rand(new long[] { 1, 2, 8, 16, 16 }));

        var mask = network.Grounding.Masks.Call(rand(1, 32), image, [0], [[0.25f, 0.25f, 0.25f, 0.25f, 0.25f, 0.25f]])[0];

        Assert.True(mask[7, 15, 15].item<float>() < -11);
        Assert.True(mask[2, 4, 4].item<float>() > -11);
    }

    [Theory]
    [InlineData(0.51f, 8)]
    [InlineData(0.001f, 0)]
    [InlineData(0.999f, 15)]
    public void A_box_smaller_than_a_voxel_has_the_one_that_it_lies_in(float x, int voxel)
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var network = VividMedNetwork.Create(40, Small, seed: 3);
        var image = network.Encoder.call(rand(new long[] { 1, 2, 8, 16, 16 }));

        var mask = network.Grounding.Masks.Call(rand(1, 32), image, [0], [[x, 0.51f, 0.51f, 0.001f, 0.001f, 0.001f]])[0];

        Assert.True(mask[4, 8, voxel].item<float>() > -11);
        Assert.Equal(1, (mask > -11).sum().item<long>());
    }

    [Fact]
    public void A_phrase_is_the_mean_of_its_words_and_its_closing_sign()
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var hidden = arange(24, dtype: float32).view(2, 4, 3);

        var vector = new PhraseVectors(3).Of(hidden, [new PhraseTarget(1, 5, 6, 6, [])]);

        Assert.Equal([16.5f, 17.5f, 18.5f], vector.data<float>().ToArray());
    }

    [Fact]
    public void What_a_sentence_says_after_a_phrase_belongs_to_it()
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var hidden = rand(new long[] { 1, 6, 8 });
        var other = hidden.clone();
        other[0, 4] += 1;
        var phrases = new PhraseVectors(8);

        Assert.False(Same(end: 4));
        Assert.True(Same(end: 3));

        bool Same(int end) => phrases.Of(hidden, [new PhraseTarget(0, 1, 2, end, [])]).equal(phrases.Of(other, [new PhraseTarget(0, 1, 2, end, [])])).all().item<bool>();
    }

    private static float[] Box(float x) => [x, 0.5f, 0.5f, 0.2f, 0.2f, 1];
}
