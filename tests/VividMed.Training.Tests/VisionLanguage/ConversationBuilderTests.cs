using VividMed.Grounding;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.Tests.VisionLanguage;

public sealed class ConversationBuilderTests
{
    private const string Text = "FINDINGS: Small left effusion. No pneumothorax. The heart is large.";

    private static readonly TrainingStudy Study = new(
        new Sample(
            "s1", "tiny", "train", "p", "s1", Modality.Cxr, [], new SampleReport(Text, [new("findings", 10, Text.Length)]),
            [
                Phrase("left effusion", "effusion", Polarity.Present, Side.Left, [0]),
                Phrase("pneumothorax", "pneumothorax", Polarity.Absent, Side.None, []),
                Phrase("heart", "heart", Polarity.Present, Side.None, []),
            ],
            [], [new("Is there an effusion?", "yes", "presence", [0])], new Provenance(new Dictionary<string, string>(), "", "", "")),
        new ImageGrid(8, 8, 1), new float[64], new Dictionary<int, RegionTarget> { [0] = new([0.5f, 0.5f, 0.5f, 0.1f, 0.1f, 1], null) });

    private static readonly Vocabulary Words = Vocabulary.Build([Text, "is there an effusion ? yes", .. ConversationBuilder.OwnTexts(["effusion", "pneumothorax", "heart"])], 100);

    private readonly ConversationBuilder _builder = new(Words, new Dictionary<Modality, IReadOnlyList<string>> { [Modality.Cxr] = ["effusion", "heart", "pneumothorax"] }, 64);

    [Fact]
    public void A_grounded_report_encloses_what_is_asserted_and_points_at_what_has_a_region()
    {
        var conversation = _builder.ReportConversation(Study, grounded: true);
        Assert.Equal(
            "<bos> <grd> <usr> describe the findings . <sys> small <p> left effusion </p> . no pneumothorax . the <p> heart </p> is large . <eos>", Said(conversation));
        var phrase = Assert.Single(conversation.Phrases);
        Assert.Equal(Vocabulary.PhraseEnd, conversation.Tokens[phrase.Position]);
        Assert.Equal("effusion", Words.Words[conversation.Tokens[phrase.Position - 1]]);
        Assert.Equal("small", Words.Words[conversation.Tokens[conversation.Counts.IndexOf(true)]]);
        Assert.Equal("left", Words.Words[conversation.Tokens[phrase.Start]]);
    }

    [Fact]
    public void A_plain_report_has_the_same_words_without_the_signs() =>
        Assert.Equal(
            "<bos> <ngrd> <usr> describe the findings . <sys> small left effusion . no pneumothorax . the heart is large . <eos>", Said(_builder.ReportConversation(Study, grounded: false)));

    [Fact]
    public void Targets_are_asked_for_with_their_answers_whatever_the_draw()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var said = Said(_builder.TargetConversation(Study, new SeededRandom(seed), grounded: true));
            Assert.Contains("<p> left effusion </p> yes", said, StringComparison.Ordinal);
            Assert.Contains("<p> heart </p> yes", said, StringComparison.Ordinal);
            Assert.Contains("<p> pneumothorax </p> no", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_not_there_is_asked_for_as_a_phrase_without_a_place()
    {
        var asked = _builder.AbsentConversation(Study);
        Assert.Contains("<p> pneumothorax </p> no", Said(asked), StringComparison.Ordinal);
        Assert.All(asked.Phrases, static phrase => Assert.Empty(phrase.Regions));
        Assert.NotEmpty(asked.Phrases);
    }

    [Fact]
    public void Several_questions_follow_each_other_and_their_answers_alone_count()
    {
        var two = Study with { Sample = Study.Sample with { Questions = [new("Is there an effusion?", "yes", "presence", [0]), new("Is there pneumothorax?", "no", "presence", [1])] } };
        var conversation = _builder.QuestionsConversation(two, new SeededRandom(3));
        var counted = conversation.Tokens.Zip(conversation.Counts).Where(static pair => pair.Second).Select(static pair => Words.Words[pair.First]);
        Assert.Equal(["<eos>", "no", "yes"], counted.Order(StringComparer.Ordinal));
        Assert.Equal(2, conversation.Tokens.Count(static token => token == Vocabulary.User));
    }

    [Fact]
    public void Questions_that_do_not_fit_are_not_asked()
    {
        var many = Study with { Sample = Study.Sample with { Questions = [.. Enumerable.Repeat(Study.Sample.Questions[0], 20)] } };
        var conversation = new ConversationBuilder(Words, new Dictionary<Modality, IReadOnlyList<string>>(), 32).QuestionsConversation(many, new SeededRandom(1));
        Assert.InRange(conversation.Tokens.Count, 16, 32);
        Assert.Equal(Vocabulary.End, conversation.Tokens[^1]);
    }

    [Theory]
    [InlineData(1, 0.8, 0.2, 0)]
    [InlineData(2, 0.2, 0.5, 0.3)]
    [InlineData(3, 0.25, 0.25, 0.1)]
    public void A_stage_draws_its_conversations_by_its_shares(int stage, double targets, double questions, double plain)
    {
        var random = new SeededRandom(5, stage);
        var drawn = Enumerable.Range(0, 4_000).Select(_ => ConversationMixture.Of(stage).Draw(random)).CountBy(static kind => kind).ToDictionary();
        Assert.Equal(targets, drawn.GetValueOrDefault(ConversationKind.Targets) / 4_000.0, 0.04);
        Assert.Equal(questions, drawn.GetValueOrDefault(ConversationKind.Questions) / 4_000.0, 0.04);
        Assert.Equal(plain, drawn.GetValueOrDefault(ConversationKind.PlainReport) / 4_000.0, 0.04);
    }

    [Fact]
    public void What_exceeds_the_longest_sequence_is_cut_and_its_phrases_with_it()
    {
        var conversation = new ConversationBuilder(Words, new Dictionary<Modality, IReadOnlyList<string>>(), 18).ReportConversation(Study, grounded: true);
        Assert.Equal(18, conversation.Tokens.Count);
        Assert.All(conversation.Phrases, phrase => Assert.InRange(phrase.Position, 0, 17));
    }

    [Fact]
    public void Text_cannot_forge_a_sign() =>
        Assert.DoesNotContain(Vocabulary.PhraseEnd, Vocabulary.Build(["a </p> b <eos>"], 50).Encode("a </p> b <eos>"));

    private static string Said(Conversation conversation) => string.Join(' ', conversation.Tokens.Select(static token => Words.Words[token]));

    private static Phrase Phrase(string text, string target, Polarity polarity, Side side, int[] regions)
    {
        var start = Text.IndexOf(text, StringComparison.Ordinal);
        return new(
            start, start + text.Length, text, target, FindingKind.Abnormality, polarity, Temporality.Current, side, [], regions, regions.Length > 0 ? null : UngroundedReason.UnsupportedTarget);
    }
}
