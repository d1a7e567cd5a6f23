using VividMed.Grounding;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.VisionLanguage.Text;

/// <summary>Turns studies into the conversations of the three stages.</summary>
internal sealed class ConversationBuilder(ModelLanguage language, int maxTokens)
{
    public const string ReportPrompt = "Describe the findings.";
    public const string TargetPrompt = "Which of these can be seen:";
    public const string Yes = "yes";
    public const string No = "no";
    private const int MostAsked = 12;

    private readonly Dictionary<string, IReadOnlyList<int>> _names =
        language.TargetsByName().Keys.ToDictionary(static name => name, language.Vocabulary.Encode, StringComparer.OrdinalIgnoreCase);

    /// <summary>Every word that <see cref="TargetConversation"/> and the prompts may say, for the vocabulary.</summary>
    public static IEnumerable<string> OwnTexts(IEnumerable<string> names) => [ReportPrompt, TargetPrompt, PresenceQuestion("left, right"), Yes, No, .. names];

    /// <summary>Stage 1: targets that are there, each pointed at, and some that are not.</summary>
    public Conversation TargetConversation(TrainingStudy study, SeededRandom random, bool grounded)
    {
        var asked = SheetOf(study).Draw(random);
        var writer = Ask(asked.Select(static target => target.Name), grounded);
        foreach (var (name, regions) in asked)
        {
            if (grounded) writer.RepeatPhrase(name, regions);
            else writer.Repeat(name);
            writer.Add(AnswerOf(regions));
        }

        return writer.Finish(study);
    }

    /// <summary>Abnormalities of the modality that the report does not assert, the first in ordinal order: for each nothing is to be found.</summary>
    public Conversation AbsentConversation(TrainingStudy study)
    {
        var absent = SheetOf(study).Absent().Where(static asked => asked.Side == Side.None).Select(static asked => asked.Name).Take(MostAsked).ToList();
        var writer = Ask(absent, grounded: true);
        foreach (var name in absent)
        {
            writer.RepeatPhrase(name, null);
            writer.Add(No);
        }

        return writer.Finish(study);
    }

    /// <summary>
    /// As many of the sample's questions as fit and whether this and that is there, in random order; of a study that nothing can be asked of the plain
    /// report.
    /// </summary>
    public Conversation QuestionsConversation(TrainingStudy study, SeededRandom random)
    {
        var presence = SheetOf(study).Draw(random).Select(static asked => (Question: PresenceQuestion(asked.Name), Answer: AnswerOf(asked.Regions), asked.Regions));
        var own = study.Sample.Questions.Select(question => (question.Question, question.Answer, Regions: (IReadOnlyList<int>?)RestsOn(study, question)));
        var questions = random.Draw(own.Concat(presence), int.MaxValue);
        if (questions.Count == 0) return ReportConversation(study, grounded: false);
        var writer = new ConversationWriter(language.Vocabulary, grounded: false, questions[0].Question, maxTokens, questions[0].Regions);
        writer.Add(questions[0].Answer);
        foreach (var (question, answer, regions) in questions.Skip(1))
        {
            if (!writer.TryAsk(question, answer, regions)) break;
        }

        return writer.Finish(study);
    }

    public Conversation QuestionConversation(TrainingStudy study, QuestionAnswer question)
    {
        var writer = new ConversationWriter(language.Vocabulary, grounded: false, question.Question, maxTokens);
        writer.Add(question.Answer);
        return writer.Finish(study);
    }

    /// <summary>Stage 3: the findings with every asserted phrase enclosed; not grounded: the same words without the signs.</summary>
    public Conversation ReportConversation(TrainingStudy study, bool grounded)
    {
        var report = study.Sample.Report;
        var (start, end) = ReportBody.Of(report);
        var writer = new ConversationWriter(language.Vocabulary, grounded, ReportPrompt, maxTokens);
        var text = " " + report.Text[start..end]; // every word has its space before it, the first one too
        var at = 0;
        foreach (var phrase in Asserted(study.Sample).Where(_ => grounded).OrderBy(static phrase => phrase.Start))
        {
            var (from, to) = (phrase.Start - start + 1, phrase.End - start + 1);
            if (text[Math.Clamp(from - 1, 0, text.Length - 1)] == ' ') from--;
            if (from < at || to > text.Length) continue; // overlaps the one before, or lies in another section
            var regions = Seen(study, phrase.Regions);
            var sentence = at + text.AsSpan(at, from - at).LastIndexOfAny('.', '\n') + 1;
            if (sentence > at || at == 0)
            {
                writer.Continue(text[at..sentence]);
                writer.LookAhead(regions);
                at = sentence;
            }

            writer.Continue(text[at..from]);
            writer.ContinuePhrase(text[from..to], regions);
            at = to;
        }

        writer.Continue(text[at..]);
        return writer.Finish(study);
    }

    /// <summary>What a glance at the image is to tell of every finding, by one of its names, whatever the conversation is about.</summary>
    public IReadOnlyList<Glance> Glances(TrainingStudy study, SeededRandom random) =>
        [.. SheetOf(study).Known().Select(one => new Glance(_names[one.Asked.Say(language.OtherNames, random)], one.Regions))];

    private static IEnumerable<Phrase> Asserted(Sample sample) =>
        sample.Phrases.Where(static phrase => phrase is { Polarity: Polarity.Present, Temporality: Temporality.Current });

    private static List<int> Seen(TrainingStudy study, IEnumerable<int> regions) =>
        [.. regions.Distinct().Where(study.Regions.ContainsKey)];

    /// <summary>Where the answer lies: the regions of the phrases that the question rests on; without any nobody knows.</summary>
    private static List<int> RestsOn(TrainingStudy study, QuestionAnswer question) =>
        Seen(study, question.Phrases.SelectMany(phrase => study.Sample.Phrases[phrase].Regions));

    private static string PresenceQuestion(string name) => $"Is there {name}?";

    private static string AnswerOf(IReadOnlyList<int>? regions) => regions is null ? No : Yes;

    private TargetSheet SheetOf(TrainingStudy study) => new(study, language.Targets.GetValueOrDefault(study.Sample.Modality, []), language.OtherNames);

    private ConversationWriter Ask(IEnumerable<string> names, bool grounded) => new(language.Vocabulary, grounded, $"{TargetPrompt} {string.Join(", ", names)}", maxTokens);
}
