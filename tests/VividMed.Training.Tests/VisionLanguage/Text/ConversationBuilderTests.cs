using System.Text;
using VividMed.Grounding;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.Tests.VisionLanguage.Text;

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
        new ImageGrid(8, 8, 1), new PreparedImage(new byte[64], new byte[64]), new Dictionary<int, RegionTarget> { [0] = new([0.5f, 0.5f, 0.5f, 0.1f, 0.1f, 1], null) });

    private static readonly AskedTarget[] Known =
    [
        new("effusion", Side.None, FindingKind.Abnormality), new("effusion", Side.Left, FindingKind.Abnormality), new("effusion", Side.Right, FindingKind.Abnormality),
        new("heart", Side.None, FindingKind.Anatomy), new("pneumothorax", Side.None, FindingKind.Abnormality), new("trachea", Side.None, FindingKind.Anatomy),
    ];

    private static readonly Vocabulary Words = Vocabularies.Of(
        1_000, [Text, "Is there an effusion? yes", "left effusion", .. ConversationBuilder.OwnTexts(Known.Select(static asked => asked.Name))]);

    private static readonly ModelLanguage Language = new(Words, new Dictionary<Modality, IReadOnlyList<AskedTarget>> { [Modality.Cxr] = Known }, new Dictionary<string, IReadOnlyList<string>>());

    private static readonly string[] Signs = ["<pad>", "<bos>", "<eos>", "<usr>", "<sys>", "<grd>", "<ngrd>", "<p>", "</p>"];

    private readonly ConversationBuilder _builder = new(Language, 128);

    [Fact]
    public void A_grounded_report_encloses_what_is_asserted_and_points_at_what_has_a_region()
    {
        var conversation = _builder.ReportConversation(Study, grounded: true);
        Assert.Equal(
            "<bos><grd><usr>Describe the findings.<sys>Small<p>left effusion</p>. No pneumothorax. The<p>heart</p>is large.<eos>", Said(conversation));
        var phrase = Assert.Single(conversation.Phrases);
        Assert.Equal(Vocabulary.PhraseEnd, conversation.Tokens[phrase.Position]);
        Assert.Equal("left effusion", Words.Decode(conversation.Tokens.Skip(phrase.Start).Take(phrase.Position - phrase.Start)));
        Assert.Equal(Words.Encode("Small"), conversation.Tokens.Skip(conversation.Weights.ToList().FindIndex(static weight => weight > 0)).Take(Words.Encode("Small").Count));
    }

    [Fact]
    public void A_phrase_of_a_report_knows_the_rest_of_its_sentence_and_a_name_that_is_asked_for_not_its_answer()
    {
        var text = "FINDINGS: An effusion is seen on the left. The heart is large.";
        var sample = Study.Sample with { Report = new SampleReport(text, [new("findings", 10, text.Length)]), Phrases = [Study.Sample.Phrases[0] with { Start = 13, End = 21, Text = "effusion" }] };
        var report = _builder.ReportConversation(Study with { Sample = sample }, grounded: true);
        var phrase = Assert.Single(report.Phrases);
        Assert.Equal("is seen on the left.", Words.Decode(report.Tokens.Skip(phrase.Position + 1).Take(phrase.End - phrase.Position)).Trim());

        var asked = _builder.TargetConversation(Study, new SeededRandom(2), grounded: true);
        Assert.NotEmpty(asked.Phrases);
        Assert.All(asked.Phrases, static name => Assert.Equal(name.Position, name.End));
    }

    [Fact]
    public void A_plain_report_has_the_same_words_without_the_signs() =>
        Assert.Equal(
            "<bos><ngrd><usr>Describe the findings.<sys>Small left effusion. No pneumothorax. The heart is large.<eos>", Said(_builder.ReportConversation(Study, grounded: false)));

    [Fact]
    public void Targets_are_asked_for_with_their_answers_whatever_the_draw()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var said = Said(_builder.TargetConversation(Study, new SeededRandom(seed), grounded: true));
            Assert.Matches("<p>(left )?effusion</p>yes", said);
            Assert.Contains("<p>heart</p>yes", said, StringComparison.Ordinal);
            Assert.Contains("<p>pneumothorax</p>no", said, StringComparison.Ordinal);
            Assert.DoesNotContain("trachea", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_name_with_its_side_does_not_give_the_answer_away()
    {
        var said = Enumerable.Range(0, 40).Select(seed => Said(_builder.TargetConversation(Study, new SeededRandom(seed), grounded: true))).ToList();
        Assert.All(said, static one => Assert.Contains("<p>right effusion</p>no", one, StringComparison.Ordinal));
        Assert.InRange(said.Count(static one => one.Contains("<p>left effusion</p>yes", StringComparison.Ordinal)), 8, 32);
    }

    [Fact]
    public void Words_are_to_look_where_the_report_has_seen_something_and_to_see_that_nothing_is_there()
    {
        var asked = _builder.QuestionsConversation(Study, new SeededRandom(2));
        Assert.NotEmpty(asked.Looks);
        Assert.All(asked.Looks, look => Assert.Equal(Vocabulary.System, asked.Tokens[look.Position]));
        var targets = _builder.TargetConversation(Study, new SeededRandom(2), grounded: true);
        Assert.Equal(targets.Phrases.Count * 2, targets.Looks.Count);
        Assert.Contains(targets.Looks, static look => look.Regions.Count > 0);
        Assert.Contains(targets.Looks, static look => look.Regions.Count == 0);
    }

    [Fact]
    public void Whoever_writes_a_report_is_to_look_before_the_sentence_and_before_the_phrase()
    {
        var report = _builder.ReportConversation(Study, grounded: true);
        Assert.Equal(
            ["<sys>", "<p>", "effusion", "</p>"],
            report.Looks.Select(look => report.Tokens[look.Position] is var token && token < 9 ? Signs[token] : Words.Decode([token]).Trim()));
        Assert.All(report.Looks, static look => Assert.Equal([0], look.Regions));
    }

    [Fact]
    public void A_target_is_asked_for_by_its_other_names_too_and_on_its_side()
    {
        var builder = new ConversationBuilder(Language with { OtherNames = new Dictionary<string, IReadOnlyList<string>> { ["effusion"] = ["pleural fluid"] } }, 128);
        var said = Enumerable.Range(0, 60).Select(seed => Said(builder.TargetConversation(Study, new SeededRandom(seed), grounded: true))).ToList();
        Assert.InRange(said.Count(static one => one.Contains("<p>left pleural fluid</p>yes", StringComparison.Ordinal)), 2, 30);
        Assert.InRange(said.Count(static one => one.Contains("<p>right pleural fluid</p>no", StringComparison.Ordinal)), 6, 40);
        Assert.DoesNotContain(said, static one => one.Contains("pleural fluid</p>no", StringComparison.Ordinal) && !one.Contains("right pleural fluid", StringComparison.Ordinal));
    }

    [Fact]
    public void The_other_side_is_not_denied_where_the_report_speaks_of_it()
    {
        var both = Study with { Sample = Study.Sample with { Phrases = [.. Study.Sample.Phrases, Study.Sample.Phrases[0] with { Polarity = Polarity.Uncertain, Side = Side.Right }] } };
        for (var seed = 0; seed < 20; seed++)
        {
            Assert.DoesNotContain("right effusion", Said(_builder.TargetConversation(both, new SeededRandom(seed), grounded: true)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_finding_is_looked_for_at_a_glance_of_which_the_report_tells_where_it_is_or_that_it_is_nowhere()
    {
        var names = Known.ToDictionary(static asked => Words.Decode(Words.Encode(asked.Name)), static asked => asked.Name);
        string[] Told(TrainingStudy study) =>
            [.. _builder.Glances(study, new SeededRandom(1)).Select(glance => $"{names[Words.Decode(glance.Words)]} {(glance.Regions.Count > 0 ? "there" : "nowhere")}").Order(StringComparer.Ordinal)];

        Assert.Equal(["effusion there", "left effusion there", "pneumothorax nowhere", "right effusion nowhere"], Told(Study));
        var open = Study with { Sample = Study.Sample with { Phrases = [Study.Sample.Phrases[0] with { Polarity = Polarity.Uncertain }] } };
        Assert.Equal(["pneumothorax nowhere"], Told(open));
    }

    [Fact]
    public void A_glance_is_asked_by_the_other_names_of_a_finding_too()
    {
        var builder = new ConversationBuilder(Language with { OtherNames = new Dictionary<string, IReadOnlyList<string>> { ["effusion"] = ["pleural fluid"] } }, 128);
        var said = Enumerable.Range(0, 60).Select(seed => string.Join(", ", builder.Glances(Study, new SeededRandom(seed)).Select(static glance => Words.Decode(glance.Words)))).ToList();
        Assert.InRange(said.Count(static one => one.Contains("left pleural fluid", StringComparison.Ordinal)), 8, 30);
        Assert.InRange(said.Count(static one => one.Contains("left effusion", StringComparison.Ordinal)), 30, 52);
    }

    [Fact]
    public void What_is_not_there_is_asked_for_as_a_phrase_without_a_place()
    {
        var asked = _builder.AbsentConversation(Study);
        Assert.Contains("<p>pneumothorax</p>no", Said(asked), StringComparison.Ordinal);
        Assert.All(asked.Phrases, static phrase => Assert.Empty(phrase.Regions));
        Assert.NotEmpty(asked.Phrases);
    }

    [Fact]
    public void Several_questions_follow_each_other_and_their_answers_alone_count()
    {
        var two = Study with { Sample = Study.Sample with { Questions = [new("Is there an effusion?", "yes", "presence", [0]), new("Is there pneumothorax?", "no", "presence", [1])] } };
        var conversation = _builder.QuestionsConversation(two, new SeededRandom(3));
        var counted = conversation.Tokens.Zip(conversation.Weights).Where(static pair => pair.Second > 0).Select(static pair => pair.First).ToList();
        int[] answers = [Words.Encode("no").Single(), Words.Encode("yes").Single()];
        Assert.Equal(conversation.Tokens.Count(static token => token == Vocabulary.User), counted.Count(static token => token == Vocabulary.End));
        Assert.All(counted.Where(static token => token != Vocabulary.End), token => Assert.Contains(token, answers));
        Assert.True(conversation.Tokens.Count(static token => token == Vocabulary.User) > 2);
    }

    [Fact]
    public void Questions_that_do_not_fit_are_not_asked()
    {
        var many = Study with { Sample = Study.Sample with { Questions = [.. Enumerable.Repeat(Study.Sample.Questions[0], 20)] } };
        var conversation = new ConversationBuilder(Language, 32).QuestionsConversation(many, new SeededRandom(1));
        Assert.InRange(conversation.Tokens.Count, 16, 32);
        Assert.Equal(Vocabulary.End, conversation.Tokens[^1]);
    }

    [Theory]
    [InlineData(1, 0.8, 0.2, 0)]
    [InlineData(2, 0.2, 0.5, 0.3)]
    [InlineData(3, 0.3, 0.4, 0.1)]
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
        var conversation = new ConversationBuilder(Language, 18).ReportConversation(Study, grounded: true);
        Assert.Equal(18, conversation.Tokens.Count);
        Assert.All(conversation.Phrases, phrase => Assert.InRange(phrase.Position, 0, 17));
        Assert.Equal(1, conversation.Phrases.Count + conversation.CutPhrases);
    }

    [Fact]
    public void What_is_said_of_a_target_counts_more_than_its_name_and_questions_do_not_count()
    {
        var conversation = _builder.TargetConversation(Study, new SeededRandom(1), grounded: true);
        var weights = conversation.Tokens.Zip(conversation.Weights).ToLookup(static pair => pair.First, static pair => pair.Second);
        Assert.All(weights[Words.Encode("yes").Single()], static weight => Assert.Equal(1, weight));
        Assert.All(weights[Vocabulary.PhraseEnd], static weight => Assert.InRange(weight, 0.01, 0.5));
        Assert.All(conversation.Weights.Take(6), static weight => Assert.Equal(0, weight));
    }

    /// <summary>The conversation to read, its signs as they are named.</summary>
    private static string Said(Conversation conversation)
    {
        var (said, text) = (new StringBuilder(), new List<int>());
        foreach (var token in conversation.Tokens.Append(-1))
        {
            if (token >= Signs.Length)
            {
                text.Add(token);
                continue;
            }

            said.Append(Words.Decode(text));
            if (token >= 0) said.Append(Signs[token]);
            text.Clear();
        }

        return said.ToString();
    }

    private static Phrase Phrase(string text, string target, Polarity polarity, Side side, int[] regions)
    {
        var start = Text.IndexOf(text, StringComparison.Ordinal);
        return new(
            start, start + text.Length, text, target, FindingKind.Abnormality, polarity, Temporality.Current, side, [], regions, regions.Length > 0 ? null : UngroundedReason.UnsupportedTarget);
    }
}
