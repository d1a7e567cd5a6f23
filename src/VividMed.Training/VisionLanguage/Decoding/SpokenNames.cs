using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>
/// Of several names for one thing the one by which a network would most likely begin the report of an image: what it was never told as a report's word
/// leads it astray.
/// </summary>
internal sealed class SpokenNames(VividMedNetwork network, Vocabulary vocabulary, int maxTokens)
{
    private readonly IReadOnlyList<int> _prompt = [.. new ConversationWriter(vocabulary, grounded: true, ConversationBuilder.ReportPrompt, maxTokens).Tokens, Vocabulary.PhraseBegin];
    private readonly LikeliestWords _likeliest = new(network);

    /// <summary>For each the tokens of the likeliest name with its signs.</summary>
    /// <param name="image">the maps of a batch of images</param>
    /// <param name="wanted">the row of an image, and the names, as a sentence begins with them</param>
    public List<IReadOnlyList<int>> Choose(ImageFeatures image, IReadOnlyList<(int Row, IReadOnlyList<string> Names)> wanted)
    {
        var phrases = wanted.Select(one => (one.Row, Names: one.Names.Select(name => (IReadOnlyList<int>)[.. vocabulary.Encode(name), Vocabulary.PhraseEnd]).ToList())).ToList();
        var likeliest = _likeliest.Choose(image, phrases.ConvertAll(one => (one.Row, _prompt, (IReadOnlyList<IReadOnlyList<int>>)one.Names)));
        return [.. phrases.Zip(likeliest, static (own, at) => (IReadOnlyList<int>)[Vocabulary.PhraseBegin, .. own.Names[at]])];
    }
}
