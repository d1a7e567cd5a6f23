using VividMed.Training.Tests.VisionLanguage.Text;
using VividMed.Training.Torch;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;
using static TorchSharp.torch;

namespace VividMed.Training.Tests.VisionLanguage.Decoding;

public sealed class GreedyDecoderTests
{
    private const int Words = 40;
    private static readonly NetworkOptions Small = new(FlatSide: 32, VolumeSide: 16, VolumeDepth: 8, Width: 32, Layers: 2, Heads: 2, MaxTokens: 24, MaxWords: 64);
    private static readonly int[] Prompt = [Vocabulary.Begin, Vocabulary.Grounded, Vocabulary.User, 12, 13, Vocabulary.System];

    [Fact]
    public void Words_that_follow_one_by_one_have_the_states_of_all_read_at_once()
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var decoder = VividMedNetwork.Create(Words, Small, seed: 5).Decoder;
        var (image, tokens) = (rand(2, 9, 32), randint(10, Words, new long[] { 2, 11 }, dtype: ScalarType.Int64));
        var whole = decoder.call(tokens, image).Hidden;

        var memory = decoder.Begin(image, 11);
        var parts = new List<Tensor> { decoder.Continue(tokens.slice(1, 0, 4, 1), memory) };
        for (var at = 4; at < 11; at++) parts.Add(decoder.Continue(tokens.slice(1, at, at + 1, 1), memory));

        Assert.True((cat([.. parts], 1) - whole).abs().max().item<float>() < 1e-5);
        Assert.Throws<ArgumentException>(() => decoder.Continue(tokens.slice(1, 0, 1, 1), memory));
    }

    [Fact]
    public void The_most_probable_word_follows_each_time_and_an_image_has_the_same_text_alone_and_among_others()
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var network = VividMedNetwork.Create(Words, Small, seed: 6);
        var image = rand(3, 9, 32) * 3;
        var decoder = new GreedyDecoder(network, Small.MaxTokens, new DecodingOptions());

        var together = decoder.Decode(image, [Prompt, Prompt, Prompt], grounded: false);

        for (var row = 0; row < 3; row++)
        {
            var own = image.slice(0, row, row + 1, 1);
            Assert.Equal(Slowly(network, own), together.Texts[row].Answer);
            Assert.Equal(together.Texts[row].Answer, decoder.Decode(own, [Prompt], grounded: false).Texts[0].Answer);
        }
    }

    [Fact]
    public void Signs_of_phrases_come_in_pairs_around_words_however_eager_the_network_is()
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var network = VividMedNetwork.Create(Words, Small, seed: 7);

        var eager = Answer(network, grounded: true, correction: -1e6);

        var signs = eager.Where(static token => token is Vocabulary.PhraseBegin or Vocabulary.PhraseEnd).ToList();
        Assert.NotEmpty(signs);
        Assert.Equal(Vocabulary.PhraseBegin, eager[0]);
        Assert.All(signs.Index(), static sign => Assert.Equal(sign.Index % 2 == 0 ? Vocabulary.PhraseBegin : Vocabulary.PhraseEnd, sign.Item));
        Assert.Equal(0, signs.Count % 2);
        Assert.All(eager.Zip(eager.Skip(1)), static pair => Assert.NotEqual((Vocabulary.PhraseBegin, Vocabulary.PhraseEnd), pair));
    }

    [Fact]
    public void No_phrase_is_opened_in_a_plain_text_nor_where_the_correction_forbids_it()
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var network = VividMedNetwork.Create(Words, Small, seed: 7);

        Assert.DoesNotContain(Vocabulary.PhraseBegin, Answer(network, grounded: false, correction: -1e6));
        Assert.DoesNotContain(Vocabulary.PhraseBegin, Answer(network, grounded: true, correction: 1e6));
    }

    [Fact]
    public void A_text_without_an_end_is_cut_at_the_longest_sequence_and_says_so()
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var network = VividMedNetwork.Create(Words, Small, seed: 7);
        var batch = new GreedyDecoder(network, Small.MaxTokens, new DecodingOptions { MostTokens = 12 }).Decode(rand(1, 9, 32), [Prompt], grounded: false);

        Assert.True(batch.Texts[0].HasEnd || batch.Texts[0].Answer.Count == 12 - Prompt.Length);
        Assert.Equal(batch.Prompt + batch.Texts[0].Answer.Count + (batch.Texts[0].HasEnd ? 1 : 0), batch.Hidden.shape[1]);
    }

    [Fact]
    public void Sentences_begin_with_what_is_given_one_each_and_the_network_goes_on()
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var vocabulary = Vocabularies.Of(320, ["The left lung is clear.", "Left effusion. Heart."]);
        var network = VividMedNetwork.Create(vocabulary.Count, Small with { MaxTokens = 48, MaxWords = 320 }, seed: 7);
        var decoder = new GreedyDecoder(network, 48, new DecodingOptions());
        IReadOnlyList<int> whole = vocabulary.Encode("The left lung is clear."), phrase = [Vocabulary.PhraseBegin, .. vocabulary.Encode("Left effusion"), Vocabulary.PhraseEnd];
        var image = rand(1, 9, 32);

        var answer = decoder.Decode(image, [Prompt], grounded: true, [new SentenceOpenings(vocabulary, [new(whole, [], []), new(phrase, [], [])])]).Texts[0].Answer;

        IReadOnlyList<int> given = [.. whole, .. phrase];
        Assert.Equal(given, answer.Take(given.Count));
        Assert.Equal(decoder.Decode(image, [[.. Prompt, .. given]], grounded: true).Texts[0].Answer, answer.Skip(given.Count));
    }

    [Fact]
    public void What_a_sentence_must_not_say_the_network_does_not_say_in_it()
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var vocabulary = Vocabularies.Of(320, ["Left effusion. Heart."]);
        var network = VividMedNetwork.Create(vocabulary.Count, Small with { MaxTokens = 48, MaxWords = 320 }, seed: 7);
        var decoder = new GreedyDecoder(network, 48, new DecodingOptions());
        IReadOnlyList<int> phrase = [Vocabulary.PhraseBegin, .. vocabulary.Encode("Left effusion"), Vocabulary.PhraseEnd];
        var image = rand(1, 9, 32);
        var first = Answer([])[phrase.Count];

        Assert.NotEqual(first, Answer([first])[phrase.Count]);
        Assert.NotEqual(first, Answer([], settled: [first])[phrase.Count]);

        IReadOnlyList<int> Answer(IReadOnlyList<int> forbidden, params IReadOnlyList<int> settled) =>
            decoder.Decode(image, [Prompt], grounded: true, [new SentenceOpenings(vocabulary, [new(phrase, forbidden, settled)])]).Texts[0].Answer;
    }

    [Fact]
    public void What_does_not_fit_any_more_is_not_begun()
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var vocabulary = Vocabularies.Of(320, ["The left lung is clear."]);
        var network = VividMedNetwork.Create(vocabulary.Count, Small with { MaxWords = 320 }, seed: 7);
        IReadOnlyList<int> whole = [.. Enumerable.Repeat(vocabulary.Encode("The left lung is clear."), 6).SelectMany(static tokens => tokens)];

        var batch = new GreedyDecoder(network, Small.MaxTokens, new DecodingOptions()).Decode(rand(1, 9, 32), [Prompt], grounded: true, [new SentenceOpenings(vocabulary, [new(whole, [], [])])]);

        Assert.NotEqual(whole.Take(5), batch.Texts[0].Answer.Take(5));
    }

    private static IReadOnlyList<int> Answer(VividMedNetwork network, bool grounded, double correction)
    {
        manual_seed(1);
        return new GreedyDecoder(network, Small.MaxTokens, new DecodingOptions { OpeningCorrection = correction })
            .Decode(rand(1, 9, 32), [Prompt], grounded).Texts[0].Answer;
    }

    /// <summary>The same by reading everything anew for each word.</summary>
    private static List<int> Slowly(VividMedNetwork network, Tensor image)
    {
        List<int> tokens = [.. Prompt];
        while (tokens.Count < Small.MaxTokens)
        {
            var hidden = network.Decoder.call(tensor(tokens.ConvertAll(static token => (long)token).ToArray()).view(1, -1), image).Hidden;
            var scores = network.Decoder.Logits(hidden.select(1, -1)).data<float>().ToArray();
            var best = Enumerable.Range(0, Words).Where(static token => token >= Signs || token == Vocabulary.End).MaxBy(token => scores[token]);
            if (best == Vocabulary.End) break;
            tokens.Add(best);
        }

        return tokens[Prompt.Length..];
    }

    private const int Signs = 9;
}
