using VividMed.Training.VisionLanguage.Network;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>Asks the heads where phrases lie whose words the decoder has read.</summary>
internal sealed class PhraseLocator(VividMedNetwork network)
{
    /// <summary>The places of phrases, in their order. Of a volume the mask lies within the boxes that were found, or the best one.</summary>
    /// <param name="hidden">[batch, length, width]: the decoder's states of the conversations</param>
    /// <param name="image">the batch's maps</param>
    /// <param name="phrases">where the phrases stand; their regions are not looked at</param>
    public List<PhrasePlace> Locate(Tensor hidden, ImageFeatures image, IReadOnlyList<PhraseTarget> phrases)
    {
        if (phrases.Count == 0) return [];
        var vectors = network.Grounding.Phrases.Of(hidden, phrases);
        var found = BoxesOf(vectors, image, phrases, PlaceDecoding.SureEnough);
        var hulls = found.ConvertAll(static own => BoxHull.Of(own.Boxes.Select(static box => box.Box)) ?? own.Best.Box);
        var masks = network.Grounding.Masks.Call(vectors, image, [.. phrases.Select(static phrase => phrase.Row)], hulls).flatten(1).contiguous();
        var voxels = masks.data<float>().ToArray();
        var size = voxels.Length / phrases.Count;
        return [.. found.Select((own, p) => new PhrasePlace(own.Boxes, own.Best, voxels[(p * size)..((p + 1) * size)]))];
    }

    /// <summary>The boxes of phrases alone.</summary>
    /// <param name="sureEnough">those of this logit and below are left out</param>
    public List<PhraseBoxes> Boxes(Tensor hidden, ImageFeatures image, IReadOnlyList<PhraseTarget> phrases, float sureEnough) =>
        phrases.Count == 0 ? [] : BoxesOf(network.Grounding.Phrases.Of(hidden, phrases), image, phrases, sureEnough);

    private List<PhraseBoxes> BoxesOf(Tensor vectors, ImageFeatures image, IReadOnlyList<PhraseTarget> phrases, float sureEnough)
    {
        var places = network.Locate(vectors, image, phrases);
        var boxes = places.Boxes.contiguous().data<float>().ToArray();
        var scores = places.Scores.contiguous().data<float>().ToArray();
        var cells = scores.Length / phrases.Count;
        var found = new List<PhraseBoxes>();
        for (var p = 0; p < phrases.Count; p++)
        {
            var own = boxes.AsSpan(p * cells * 6, cells * 6);
            var sure = scores.AsSpan(p * cells, cells);
            found.Add(new PhraseBoxes(PlaceDecoding.Decode(own, sure, sureEnough), PlaceDecoding.Best(own, sure)));
        }

        return found;
    }
}

/// <summary>A phrase's boxes, the surest first, none where nothing is sure enough; and the best one, however unsure.</summary>
internal sealed record PhraseBoxes(IReadOnlyList<PlacedBox> Boxes, PlacedBox Best)
{
    /// <summary>Nothing sure enough: the phrase names what is not there.</summary>
    public bool IsNothing => !Boxes.Any(static box => box.IsSure);
}

/// <summary>
/// Where a phrase lies: its boxes, the surest first, none where nothing is sure enough; the best one, however unsure; and the mask's logits on
/// the grid of masks (<see cref="Data.ImageGrid.Outline"/>, x fastest), filled above 0.
/// </summary>
internal sealed record PhrasePlace(IReadOnlyList<PlacedBox> Boxes, PlacedBox Best, float[] Mask)
{
    /// <summary>Nothing sure enough: the phrase names what is not there.</summary>
    public bool IsNothing => Boxes.Count == 0;

    /// <summary>The boxes that are sure enough, or the best one: what is measured where a place is known to be.</summary>
    public IReadOnlyList<PlacedBox> BoxesOrBest() => IsNothing ? [Best] : Boxes;
}
