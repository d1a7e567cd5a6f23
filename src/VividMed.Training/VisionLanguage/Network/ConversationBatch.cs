using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Text;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>
/// Conversations about images of one kind of grid, as tensors: Images [batch, 1, depth, height, width], Tokens [batch, length],
/// Labels [batch, length] (the next word, or <see cref="NoLabel"/> outside the answers).
/// </summary>
internal sealed record ConversationBatch(Tensor Images, Tensor Tokens, Tensor Labels, IReadOnlyList<PhraseTarget> Phrases)
{
    public const long NoLabel = -100;

    public static ConversationBatch From(IReadOnlyList<Conversation> conversations)
    {
        var length = conversations.Max(static conversation => conversation.Tokens.Count);
        var tokens = new long[conversations.Count * length];
        var labels = Enumerable.Repeat(NoLabel, tokens.Length).ToArray();
        var phrases = new List<PhraseTarget>();
        for (var row = 0; row < conversations.Count; row++)
        {
            var conversation = conversations[row];
            for (var i = 0; i < conversation.Tokens.Count; i++)
            {
                tokens[(row * length) + i] = conversation.Tokens[i];
                if (conversation.Counts[i]) labels[(row * length) + i - 1] = conversation.Tokens[i];
            }

            phrases.AddRange(conversation.Phrases.Select(phrase =>
                new PhraseTarget(
                    row, (row * length) + phrase.Start, (row * length) + phrase.Position, [.. phrase.Regions.Select(region => conversation.Study.Regions[region])])));
        }

        var grid = conversations[0].Study.Grid;
        var voxels = conversations.SelectMany(static conversation => conversation.Study.Voxels).ToArray();
        return new ConversationBatch(
            tensor(voxels).view(conversations.Count, 1, grid.Depth, grid.Height, grid.Width),
            tensor(tokens).view(conversations.Count, length),
            tensor(labels).view(conversations.Count, length),
            phrases);
    }
}

/// <summary>
/// A phrase of a batch: its image's row, the places of its first word and of its closing sign among the flattened hidden states, and the
/// regions to find; none: there is nothing to find.
/// </summary>
internal sealed record PhraseTarget(int Row, int Start, int Position, IReadOnlyList<RegionTarget> Regions)
{
    /// <summary>The box around all regions, as (center, size); null where there are none.</summary>
    public float[]? Hull() => BoxHull.Of(Regions.Select(static region => region.Box));

    /// <summary>The union of the phrase's masks, or null when it has none.</summary>
    public float[]? Mask()
    {
        float[]? union = null;
        foreach (var mask in Regions.Select(static region => region.Mask).OfType<float[]>())
        {
            union = union is null ? mask : [.. union.Zip(mask, Math.Max)];
        }

        return union;
    }
}
