using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>
/// Asks of single names whether and where they are seen, in the words of the targets' conversations: how likely "yes" is against "no" after the
/// name, what the heads find for it, and what a glance sees of it. Each name is asked alone, so that no answer leans on another.
/// </summary>
/// <param name="grounded">whether names stand between signs; without them for a network that never learned any</param>
internal sealed class TargetProbe(VividMedNetwork network, Vocabulary vocabulary, int maxTokens, bool grounded = true)
{
    private const int AtOnce = 64;

    /// <summary>Boxes are kept however unsure they are, down to this logit: a curve over thresholds wants them.</summary>
    private const float Least = -5;

    private readonly PhraseLocator _locator = new(network);
    private readonly long _yes = vocabulary.Encode(ConversationBuilder.Yes)[0];
    private readonly long _no = vocabulary.Encode(ConversationBuilder.No)[0];

    /// <param name="image">the maps of a batch of images</param>
    /// <param name="asked">the row of an image, and the name that is asked of it</param>
    public List<ProbedName> Ask(ImageFeatures image, IReadOnlyList<(int Row, string Name)> asked) =>
        [.. asked.Chunk(AtOnce).SelectMany(part => AskPart(image, part))];

    /// <summary>The logit of the surest cell of each.</summary>
    private float[] Glance(ImageFeatures image, (int Row, string Name)[] asked)
    {
        var words = network.Decoder.Mean(Array.ConvertAll(asked, one => vocabulary.Encode(one.Name)));
        var cells = network.Grounding.Glance.OfPhrases(words, image, Array.ConvertAll(asked, static one => one.Row)) + FindingGlance.Rareness;
        return cells.amax(new long[] { 1 }).contiguous().data<float>().ToArray();
    }

    private List<ProbedName> AskPart(ImageFeatures image, (int Row, string Name)[] asked)
    {
        using var scope = NewDisposeScope();
        var conversations = Array.ConvertAll(asked, one => Conversation(one.Name));
        var length = conversations.Max(static one => one.Tokens.Count);
        var tokens = new long[asked.Length * length];
        foreach (var (row, one) in conversations.Index())
        {
            for (var i = 0; i < one.Tokens.Count; i++) tokens[(row * length) + i] = one.Tokens[i];
        }

        var rows = tensor(Array.ConvertAll(asked, static one => (long)one.Row));
        var hidden = network.Decoder.call(tensor(tokens).view(asked.Length, length), image.Tokens.index_select(0, rows)).Hidden;
        var phrases = conversations.Select((one, row) =>
        {
            var closing = (row * length) + one.Tokens.Count - 1;
            return new PhraseTarget(asked[row].Row, (row * length) + one.First, closing, closing, []) { Words = [.. one.Tokens.Take(one.First..^(grounded ? 1 : 0))] };
        }).ToList();
        var closing = tensor(phrases.ConvertAll(static phrase => (long)phrase.Position).ToArray());
        var logits = network.Decoder.Logits(hidden.flatten(0, 1).index_select(0, closing));
        var odds = (logits.select(1, _yes) - logits.select(1, _no)).sigmoid().contiguous().data<float>().ToArray();
        var glanced = Glance(image, asked);
        return [.. _locator.Boxes(hidden, image, phrases, Least).Select((found, i) => new ProbedName(asked[i].Name, odds[i], found, glanced[i]))];
    }

    private (IReadOnlyList<int> Tokens, int First) Conversation(string name)
    {
        var writer = new ConversationWriter(vocabulary, grounded, $"{ConversationBuilder.TargetPrompt} {name}", maxTokens);
        var first = writer.Tokens.Count + (grounded ? 1 : 0);
        if (grounded) writer.RepeatPhrase(name, null);
        else writer.Repeat(name);
        return (writer.Tokens, first);
    }
}

/// <summary>
/// A name that was asked: how likely it is there, 0 to 1, and where; boxes below one half of a share are among its places too. Glanced is the logit of the
/// surest cell of a glance.
/// </summary>
internal sealed record ProbedName(string Name, double Presence, PhraseBoxes Found, double Glanced)
{
    /// <summary>All readings together, as a logit.</summary>
    public double Evidence => PresenceScale.Evidence(Presence, Found.Best.Logit, Glanced);

    /// <summary>How likely it is there by a model's calibration; without one what it says.</summary>
    public double ShareBy(PresenceScale? scale, Modality modality, string target) => scale?.Of(modality, target, Evidence) ?? Presence;

    /// <summary>Whether it counts as there.</summary>
    public bool IsThereBy(PresenceScale? scale, Modality modality, string target) => ShareBy(scale, modality, target) > 0.5;
}
