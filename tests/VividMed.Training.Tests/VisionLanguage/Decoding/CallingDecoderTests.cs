using VividMed.Training.Tests.VisionLanguage.Text;
using VividMed.Training.Torch;
using VividMed.Training.VisionLanguage.Checkpoints;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Losses;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;
using static TorchSharp.torch;

namespace VividMed.Training.Tests.VisionLanguage.Decoding;

/// <summary>A network that has learned by heart to call for one name and to point at another.</summary>
public sealed class CallingDecoderTests
{
    private const int Steps = 350;

    private static readonly TrainingStudy Study = Experiments.Studies.Of("p", ("effusion", Taxonomy.Side.None, 0.7f), ("nodule", Taxonomy.Side.None, 0.3f));

    [Fact]
    public void It_calls_where_it_has_learned_to_and_answers_by_what_came_of_it()
    {
        AskedTarget[] known =
        [
            new("effusion", Taxonomy.Side.None, Taxonomy.FindingKind.Abnormality),
            new("nodule", Taxonomy.Side.None, Taxonomy.FindingKind.Abnormality),
        ];
        var vocabulary = Vocabularies.Of(400, [.. ConversationBuilder.OwnTexts(known.Select(static one => one.Name)), .. CallWords.OwnTexts(), "effusion", "nodule"]);
        var language = new ModelLanguage(
            vocabulary, new Dictionary<Taxonomy.Modality, IReadOnlyList<AskedTarget>> { [Taxonomy.Modality.Cxr] = known }, new Dictionary<string, IReadOnlyList<string>>()).Calling(["effusion"]);
        var size = TinyDataset.Network with { FlatSide = 16, Detail = 1 };
        using var network = VividMedNetwork.Create(vocabulary.Count, size, seed: 1);
        using var section = TorchSection.Enter(1);
        Learn(network, new ConversationBuilder(language, size.MaxTokens));

        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var image = network.Encoder.call(PreparedImage.ToTensor([Study.Image], Study.Grid));
        var decoder = new CallingDecoder(network, vocabulary, size.MaxTokens);
        var first = decoder.Ask(image, [(0, "effusion"), (0, "nodule")]);

        Assert.Equal("effusion", first[0].Called);
        Assert.Equal((null, "nodule yes"), (first[1].Called, first[1].Text));
        var said = decoder.GoOn(image, [(first[0], true, null), (first[0], false, LocalizerFailure.TimedOut)]);
        Assert.Equal("effusion yes", said[0]);
        Assert.StartsWith("not located: ", said[1], StringComparison.Ordinal);
    }

    /// <summary>All outcomes of the call, and of the other name its place.</summary>
    private static void Learn(VividMedNetwork network, ConversationBuilder builder)
    {
        using var optimizer = new AdamW(network);
        for (var step = 1; step <= Steps; step++)
        {
            using var own = NewDisposeScope();
            network.zero_grad(set_to_none: true);
            var drawn = Enumerable.Range(0, 12).Select(at => builder.CallConversation(Study, new SeededRandom(step, at))).ToList();
            TrainingLoss.Of(network, ConversationBatch.From(drawn), grounding: true).Total().backward();
            optimizer.Step(step, learningRate: 3e-3);
        }
    }
}
