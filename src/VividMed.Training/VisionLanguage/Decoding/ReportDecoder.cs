using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>Writes the reports of images of one grid, and asks the heads where the phrases lie that it has opened.</summary>
internal sealed class ReportDecoder(VividMedNetwork network, Vocabulary vocabulary, int maxTokens, DecodingOptions options)
{
    private readonly GreedyDecoder _decoder = new(network, maxTokens, options);
    private readonly PhraseLocator _locator = new(network);

    /// <summary>Reports in the order of the images; the places of their phrases are in the order of the phrases.</summary>
    /// <param name="openings">Of each image what the first sentences begin with; null where the network decides all.</param>
    public List<DecodedReport> Reports(ImageFeatures image, bool grounded, IReadOnlyList<SentenceOpenings>? openings = null)
    {
        var prompt = Prompt(grounded, ConversationBuilder.ReportPrompt);
        var count = (int)image.Tokens.shape[0];
        var batch = _decoder.Decode(image.Tokens, [.. Enumerable.Repeat(prompt, count)], grounded, openings);
        var length = (int)batch.Hidden.shape[1];
        var texts = batch.Texts.Select(text => DecodedText.From(vocabulary, text.Answer)).ToList();
        var phrases = texts.SelectMany((text, row) => text.Phrases.Select(phrase =>
        {
            var (begin, end) = ((row * length) + batch.Prompt, vocabulary.EndOfSentence(batch.Texts[row].Answer, phrase.ClosingToken));
            return new PhraseTarget(row, begin + phrase.FirstToken, begin + phrase.ClosingToken, begin + end, []) { Words = [.. batch.Texts[row].Answer.Take(phrase.FirstToken..phrase.ClosingToken)] };
        })).ToList();
        var places = new Queue<PhrasePlace>(_locator.Locate(batch.Hidden, image, phrases));
        return [.. texts.Select((text, row) => new DecodedReport(text.Text, batch.Texts[row].HasEnd, [.. text.Phrases.Select(phrase => (phrase, places.Dequeue()))]))];
    }

    /// <summary>The answers to a question of each image, in their order.</summary>
    public List<string> Answers(ImageFeatures image, IReadOnlyList<(int Row, string Question)> questions)
    {
        var answers = new string[questions.Count];
        foreach (var group in questions.Index().GroupBy(one => Prompt(grounded: false, one.Item.Question).Count))
        {
            var asked = group.ToList();
            var rows = TorchSharp.torch.tensor(asked.ConvertAll(static one => (long)one.Item.Row).ToArray());
            var prompts = asked.ConvertAll(one => Prompt(grounded: false, one.Item.Question));
            var batch = _decoder.Decode(image.Tokens.index_select(0, rows), prompts, grounded: false);
            foreach (var (at, one) in asked.Index()) answers[one.Index] = DecodedText.From(vocabulary, batch.Texts[at].Answer).Text;
        }

        return [.. answers];
    }

    private IReadOnlyList<int> Prompt(bool grounded, string text) => new ConversationWriter(vocabulary, grounded, text, maxTokens).Tokens;
}

/// <summary>A report as decoded: its text, whether it found its end, and its phrases with their places in fractions of the image.</summary>
internal sealed record DecodedReport(string Text, bool HasEnd, IReadOnlyList<(DecodedPhrase Phrase, PhrasePlace Place)> Phrases);
