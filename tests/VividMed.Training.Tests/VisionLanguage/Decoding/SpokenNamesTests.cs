using VividMed.Training.Tests.VisionLanguage.Text;
using VividMed.Training.Torch;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;
using static TorchSharp.torch;

namespace VividMed.Training.Tests.VisionLanguage.Decoding;

public sealed class SpokenNamesTests
{
    [Fact]
    public void Of_its_names_a_thing_has_the_one_that_the_network_would_write()
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var vocabulary = Vocabularies.Of(320, ["Effusion. Fluid. Heart. Lung. Edema."]);
        var network = VividMedNetwork.Create(vocabulary.Count, new NetworkOptions(FlatSide: 32, VolumeSide: 16, VolumeDepth: 8, Width: 32, Layers: 2, Heads: 2, MaxTokens: 48, MaxWords: 320), seed: 4);
        var image = network.Encoder.call(rand(new long[] { 2, 2, 1, 32, 32 }) * 3);
        string[] names = ["Effusion", "Fluid", "Heart", "Lung", "Edema"];

        var chosen = new SpokenNames(network, vocabulary, 48).Choose(image, [(1, names), (0, ["Heart"])]);

        IReadOnlyList<int> prompt = [.. new ConversationWriter(vocabulary, grounded: true, ConversationBuilder.ReportPrompt, 48).Tokens, Vocabulary.PhraseBegin];
        var likeliest = names.Select(name => (IReadOnlyList<int>)[.. vocabulary.Encode(name), Vocabulary.PhraseEnd]).MaxBy(name => Likelihood(network, image.Tokens.slice(0, 1, 2, 1), prompt, name))!;
        Assert.Equal([Vocabulary.PhraseBegin, .. likeliest], chosen[0]);
        Assert.Equal([Vocabulary.PhraseBegin, .. vocabulary.Encode("Heart"), Vocabulary.PhraseEnd], chosen[1]);
    }

    /// <summary>The same by reading what comes before each token anew.</summary>
    private static double Likelihood(VividMedNetwork network, Tensor image, IReadOnlyList<int> prompt, IReadOnlyList<int> name)
    {
        var sum = 0.0;
        for (var at = 0; at < name.Count; at++)
        {
            long[] before = [.. prompt.Concat(name.Take(at)).Select(static token => (long)token)];
            sum += network.Decoder.Logits(network.Decoder.call(tensor(before).view(1, -1), image).Hidden.select(1, -1)).log_softmax(-1)[0, name[at]].item<float>();
        }

        return sum;
    }
}
