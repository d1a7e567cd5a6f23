using VividMed.Taxonomy;
using VividMed.Training.Tests.VisionLanguage.Text;
using VividMed.Training.Torch;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;
using static TorchSharp.torch;

namespace VividMed.Training.Tests.VisionLanguage.Decoding;

public sealed class EvidenceAnswersTests
{
    private const double Always = -1_000;
    private const double Never = 1_000;

    [Theory]
    [InlineData("Is there any pleural effusion?", "no", "yes")]
    [InlineData("Is there any lung nodule on the left?", "yes", "no")]
    [InlineData("On which side does the examination show pleural effusion?", "left", "both sides")]
    [InlineData("Which of the two is shown: nodule or effusion?", "nodule", "effusion")]
    [InlineData("Has the pleural effusion grown?", "no", "no")]
    [InlineData("What is the size of the lung nodule?", "6 mm", "6 mm")]
    public void Evidence_answers_what_asks_for_findings_and_leaves_the_rest_as_it_was_decoded(string question, string said, string answer) =>
        Assert.Equal([answer], Answer(Always, Never, (0, question, said)));

    [Fact]
    public void A_finding_that_counts_as_there_on_no_side_lies_on_the_likelier_one()
    {
        var side = Assert.Single(Answer(Always, Never, (0, "What is the side of the nodule?", "both sides")));
        Assert.Contains(side, new[] { "left", "right" });
    }

    [Fact]
    public void All_that_count_as_there_are_listed_each_by_one_of_its_names()
    {
        const string question = "Which abnormalities are shown?";
        Assert.Contains(Answer(Always, Never, (0, question, "none"))[0], new[] { "pleural effusion", "effusion" });
        Assert.Matches("^(lung )?nodule, (pleural )?effusion$", Answer(Always, Always, (0, question, "none"))[0]);
        Assert.Equal(["none"], Answer(Never, Never, (0, question, "nodule")));
    }

    [Fact]
    public void Answers_come_in_the_order_of_the_questions_whatever_the_image() => Assert.Equal(
        ["yes", "heart", "no"],
        Answer(Always, Never, (1, "Is there any effusion?", "no"), (0, "What is large?", "heart"), (0, "Is there any nodule?", "yes")));

    private static List<string> Answer(double effusion, double nodule, params (int Row, string Question, string Said)[] asked)
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var vocabulary = Vocabularies.Of(320, ["Is there any pleural effusion or lung nodule? yes no none left right"]);
        var network = VividMedNetwork.Create(vocabulary.Count, new NetworkOptions(FlatSide: 32, VolumeSide: 16, VolumeDepth: 8, Width: 32, Layers: 1, Heads: 2, MaxTokens: 96, MaxWords: 320), seed: 4);
        var language = new ModelLanguage(
            vocabulary,
            new Dictionary<Modality, IReadOnlyList<AskedTarget>> { [Modality.Cxr] = [new("pleural effusion", Side.None, FindingKind.Abnormality), new("lung nodule", Side.None, FindingKind.Abnormality)] },
            new Dictionary<string, IReadOnlyList<string>> { ["pleural effusion"] = ["effusion"], ["lung nodule"] = ["nodule"] });
        var scale = new PresenceScale("validate", new Dictionary<string, int>(), new Dictionary<string, IReadOnlyDictionary<string, double>>
        {
            [Modality.Cxr.Code()] = new Dictionary<string, double> { ["pleural effusion"] = effusion, ["lung nodule"] = nodule },
        });
        return new EvidenceAnswers(network, language, 96, scale).Answer(network.Encoder.call(rand(new long[] { 2, 2, 1, 64, 64 })), Modality.Cxr, asked);
    }
}
