using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Text;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>
/// Conversations about images of one kind of grid, as tensors: Images [batch, 2, depth, height, width] (means and peaks, as fine as the network sees), Tokens [batch, length],
/// Labels [batch, length] (the next word, or <see cref="NoLabel"/> outside the answers), Weights [batch, length] (what its prediction weighs; those
/// of one conversation are 1 together, lest long reports drown short answers).
/// </summary>
internal sealed record ConversationBatch(Tensor Images, Tensor Tokens, Tensor Labels, Tensor Weights, IReadOnlyList<PhraseTarget> Phrases, IReadOnlyList<LookTarget> Looks)
{
    /// <summary>The words of the findings that are looked for beside what is said.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Names { get; init; } = [];

    public IReadOnlyList<GlanceTarget> Glances { get; init; } = [];

    public const long NoLabel = -100;

    public static ConversationBatch From(IReadOnlyList<Conversation> conversations)
    {
        var length = conversations.Max(static conversation => conversation.Tokens.Count);
        var tokens = new long[conversations.Count * length];
        var labels = Enumerable.Repeat(NoLabel, tokens.Length).ToArray();
        var weights = new float[tokens.Length];
        var (phrases, looks) = (new List<PhraseTarget>(), new List<LookTarget>());
        for (var row = 0; row < conversations.Count; row++)
        {
            var conversation = conversations[row];
            var sum = conversation.Weights.Sum();
            for (var i = 0; i < conversation.Tokens.Count; i++)
            {
                tokens[(row * length) + i] = conversation.Tokens[i];
                if (conversation.Weights[i] > 0) (labels[(row * length) + i - 1], weights[(row * length) + i - 1]) = (conversation.Tokens[i], conversation.Weights[i] / sum);
            }

            phrases.AddRange(conversation.Phrases.Select(phrase =>
                new PhraseTarget(
                    row, (row * length) + phrase.Start, (row * length) + phrase.Position, (row * length) + phrase.End, [.. phrase.Regions.Select(region => conversation.Study.Regions[region])])));
            looks.AddRange(conversation.Looks.Select(look =>
                new LookTarget((row * length) + look.Position, [.. look.Regions.Select(region => conversation.Study.Regions[region])])));
        }

        var grid = conversations[0].Study.Grid;
        var names = conversations.SelectMany(static conversation => conversation.Glances).Select(static glance => glance.Words).Distinct().Index().ToDictionary(static name => name.Item, static name => name.Index);
        return new ConversationBatch(
            PreparedImage.ToTensor([.. conversations.Select(static conversation => conversation.Study.Image)], grid),
            tensor(tokens).view(conversations.Count, length),
            tensor(labels).view(conversations.Count, length),
            tensor(weights).view(conversations.Count, length),
            phrases,
            looks)
        {
            Names = [.. names.Keys],
            Glances = [.. conversations.Index().SelectMany(at => at.Item.Glances.Select(glance =>
                new GlanceTarget(at.Index, names[glance.Words], [.. glance.Regions.Select(region => at.Item.Study.Regions[region])])))],
        };
    }
}

/// <summary>
/// A phrase of a batch: its image's row, the places of its first word, of its closing sign and of the last token of its sentence among the flattened
/// hidden states (that of the sign where there is no sentence), and the regions to find; none: there is nothing to find.
/// </summary>
internal sealed record PhraseTarget(int Row, int Start, int Position, int End, IReadOnlyList<RegionTarget> Regions)
{
    /// <summary>The box around all regions, as (center, size); null where there are none.</summary>
    public float[]? Hull() => BoxHull.Of(Regions.Select(static region => region.Box));

    /// <summary>The union of the phrase's masks, as the filled share of each voxel, or null when it has none.</summary>
    public float[]? Mask()
    {
        float[]? union = null;
        foreach (var mask in Regions.Select(static region => region.Mask).OfType<byte[]>())
        {
            union ??= new float[mask.Length];
            for (var i = 0; i < union.Length; i++) union[i] = Math.Max(union[i], mask[i] / 8f);
        }

        return union;
    }
}

/// <summary>A finding, by the number of its name, that is looked for in the image of a row, and the regions to find; none: there is nothing.</summary>
internal sealed record GlanceTarget(int Row, int Name, IReadOnlyList<RegionTarget> Regions);

/// <summary>A token, by its place among the flattened hidden states, that is to look at regions; none: there is nothing to see.</summary>
internal sealed record LookTarget(int Position, IReadOnlyList<RegionTarget> Regions);
