using VividMed.Grounding;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.Tests.VisionLanguage.Text;

/// <summary>Effusions are called for, nodules the heads learn.</summary>
public sealed class CallConversationTests
{
    private const string Report = "There is a left effusion and a right nodule.";

    private static readonly AskedTarget[] Known =
    [
        new("effusion", Side.None, FindingKind.Abnormality), new("effusion", Side.Left, FindingKind.Abnormality), new("effusion", Side.Right, FindingKind.Abnormality),
        new("nodule", Side.Right, FindingKind.Abnormality), new("pneumothorax", Side.None, FindingKind.Abnormality),
    ];

    private static readonly ModelLanguage Plain = new(
        Vocabularies.Of(600, [Report, .. ConversationBuilder.OwnTexts(Known.Select(static asked => asked.Name)), .. CallWords.OwnTexts()]),
        new Dictionary<Modality, IReadOnlyList<AskedTarget>> { [Modality.Cxr] = Known }, new Dictionary<string, IReadOnlyList<string>> { ["effusion"] = ["pleural fluid"] });

    private static readonly ModelLanguage Calling = Plain.Calling(["effusion"]);

    private readonly ConversationBuilder _builder = new(Calling, 128);

    [Fact]
    public void What_is_called_for_is_called_for_and_its_result_answered_and_the_heads_are_not_asked()
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var conversation in Drawn().Where(static one => Turns(one).Count == 4))
        {
            var turns = Turns(conversation);
            var name = CallWords.NameIn(turns[1]);
            Assert.Equal($"{ConversationBuilder.TargetPrompt} {name}", turns[0]);
            Assert.Contains(name, (string[])["effusion", "left effusion", "right effusion", "pleural fluid", "left pleural fluid", "right pleural fluid"]);
            Assert.Empty(conversation.Phrases);
            Assert.Equal(turns[2] == CallWords.Found, conversation.Tokens.Contains(Vocabulary.PhraseBegin));
            if (turns[2] == CallWords.Found) Assert.DoesNotContain("right", name, StringComparison.Ordinal);
            said.Add($"{turns[2]}|{turns[3].Replace(name!, "NAME", StringComparison.Ordinal)}");
        }

        Assert.Equal(
            LocalizerFailure.All.Select(static failure => $"failed: {failure.Words}|not located: {failure.Words}").Append("found|NAME yes").Append("nothing found|nothing found").Order(StringComparer.Ordinal),
            said.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_the_heads_learn_is_asked_for_in_the_same_words_and_pointed_at_at_once()
    {
        var own = Drawn().Where(static one => Turns(one).Count == 2).ToList();
        Assert.InRange(own.Count, 60, 140);
        Assert.Contains(own, static one => one.Phrases.Any(static phrase => phrase.Regions.SequenceEqual([1])));
        Assert.All(own, static one => Assert.Contains(Turns(one)[0], new[] { "nodule", "right nodule", "pneumothorax" }.Select(static name => $"{ConversationBuilder.TargetPrompt} {name}")));
        Assert.All(own.SelectMany(static one => one.Phrases), static phrase => Assert.DoesNotContain(0, phrase.Regions));
    }

    [Fact]
    public void No_glance_is_taught_what_is_called_for()
    {
        var glanced = _builder.Glances(Study(), new SeededRandom(1)).Select(static glance => Plain.Vocabulary.Decode(glance.Words)).ToList();
        Assert.Contains("right nodule", glanced);
        Assert.All(glanced, static name => Assert.False(name.Contains("effusion", StringComparison.Ordinal) || name.Contains("fluid", StringComparison.Ordinal), name));
    }

    [Fact]
    public void Results_are_heard_and_not_learned()
    {
        var conversation = Drawn().First(static one => Turns(one).Count == 4);
        var heard = conversation.Tokens.ToList().LastIndexOf(Vocabulary.User);
        var end = conversation.Tokens.ToList().LastIndexOf(Vocabulary.System);
        Assert.All(conversation.Weights.Skip(heard).Take(end + 1 - heard), static weight => Assert.Equal(0, weight));
        Assert.Equal(1, conversation.Weights[heard - 1]);
    }

    [Fact]
    public void No_other_conversation_shows_the_heads_where_a_called_finding_lies()
    {
        var study = Study();
        Conversation[] all =
        [
            _builder.ReportConversation(study, grounded: true), _builder.AbsentConversation(study),
            .. Enumerable.Range(0, 20).SelectMany(seed => new[] { _builder.TargetConversation(study, new SeededRandom(seed), grounded: true), _builder.QuestionsConversation(study, new SeededRandom(seed)) }),
        ];

        Assert.All(all, static one => Assert.DoesNotContain(0, one.Phrases.SelectMany(static phrase => phrase.Regions).Concat(one.Looks.SelectMany(static look => look.Regions))));
        Assert.Equal(2, all[0].Tokens.Count(static token => token == Vocabulary.PhraseBegin));
        Assert.DoesNotContain(all.Skip(1).Where(static one => one.Tokens[1] == Vocabulary.Grounded), one => Calling.Vocabulary.Decode(one.Tokens).Contains("effusion", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_call_list_conversations_are_what_they_were()
    {
        var (study, plain) = (Study(), new ConversationBuilder(Plain, 128));
        Assert.Contains(0, plain.ReportConversation(study, grounded: true).Phrases.SelectMany(static phrase => phrase.Regions));
        var random = new SeededRandom(1);
        Assert.DoesNotContain(ConversationKind.Call, Enumerable.Range(0, 1_000).Select(_ => ConversationMixture.Of(3).Draw(random)));
    }

    [Fact]
    public void A_share_of_conversations_calls()
    {
        var random = new SeededRandom(5);
        var mixture = ConversationMixture.Of(3) with { Calls = 0.25 };
        Assert.Equal(0.25, Enumerable.Range(0, 4_000).Count(_ => mixture.Draw(random) == ConversationKind.Call) / 4_000.0, 0.03);
    }

    [Fact]
    public void Nobody_learns_to_call_for_what_no_report_speaks_of() =>
        Assert.Equal("bad-call-targets", Assert.Throws<TrainingException>(static () => Plain.Calling(["effusion", "scoliosis"])).Code);

    private IReadOnlyList<Conversation> Drawn() => [.. Enumerable.Range(0, 200).Select(seed => _builder.CallConversation(Study(), new SeededRandom(seed)))];

    /// <summary>What each says in turn, signs left out.</summary>
    private static List<string> Turns(Conversation conversation)
    {
        var (turns, text) = (new List<string>(), new List<int>());
        foreach (var token in conversation.Tokens)
        {
            text.Add(token);
            if (token is not (Vocabulary.End or Vocabulary.System)) continue;
            turns.Add(Calling.Vocabulary.Decode(text));
            text.Clear();
        }

        return turns;
    }

    private static TrainingStudy Study()
    {
        var regions = new Dictionary<int, RegionTarget> { [0] = new([0.7f, 0.7f, 0.5f, 0.2f, 0.2f, 1], null), [1] = new([0.3f, 0.3f, 0.5f, 0.2f, 0.2f, 1], null) };
        var sample = new Sample(
            "s", "hand", "train", "p", "s", Modality.Cxr, [], new SampleReport(Report, []),
            [Phrase("left effusion", "effusion", Side.Left, 0), Phrase("right nodule", "nodule", Side.Right, 1)], [],
            [new("Is there an effusion?", "yes", "presence", [0]), new("Is there a nodule?", "yes", "presence", [1])], new Provenance(new Dictionary<string, string>(), "", "", ""));
        return new TrainingStudy(sample, new ImageGrid(8, 8, 1), new PreparedImage(new byte[64], new byte[64]), regions);
    }

    private static Phrase Phrase(string text, string target, Side side, int region)
    {
        var start = Report.IndexOf(text, StringComparison.Ordinal);
        return new(start, start + text.Length, text, target, FindingKind.Abnormality, Polarity.Present, Temporality.Current, side, [], [region], null);
    }
}
