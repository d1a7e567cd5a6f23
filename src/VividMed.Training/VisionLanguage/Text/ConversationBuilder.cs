using VividMed.Grounding;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.VisionLanguage.Text;

/// <summary>Turns studies into the conversations of the three stages.</summary>
internal sealed class ConversationBuilder(
    Vocabulary vocabulary, IReadOnlyDictionary<Modality, IReadOnlyList<string>> targetsByModality, int maxTokens)
{
    public const string ReportPrompt = "Describe the findings .";
    public const string TargetPrompt = "Which of these can be seen :";
    private const string Yes = "yes";
    private const string No = "no";
    private const int MostPositive = 12;
    private const int MostNegative = 4;
    private const int MostAsked = 12;

    /// <summary>Every word that <see cref="TargetConversation"/> and the prompts may say, for the vocabulary.</summary>
    public static IEnumerable<string> OwnTexts(IEnumerable<string> targets) =>
        [ReportPrompt, TargetPrompt, Yes, No, "left right", ", :", .. targets];

    /// <summary>The targets that reports of a modality mention, in ordinal order.</summary>
    public static IReadOnlyDictionary<Modality, IReadOnlyList<string>> TargetsByModality(IEnumerable<TrainingStudy> studies) =>
        studies.GroupBy(static study => study.Sample.Modality).ToDictionary(
            static group => group.Key,
            static group => (IReadOnlyList<string>)[.. group
                .SelectMany(static study => study.Sample.Phrases)
                .Select(static phrase => phrase.Target)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)]);

    /// <summary>Stage 1: up to 12 targets that are there, each pointed at, and up to 4 that are not.</summary>
    public Conversation TargetConversation(TrainingStudy study, SeededRandom random, bool grounded)
    {
        var sample = study.Sample;
        var present = Asserted(sample)
            .GroupBy(NameOf, StringComparer.Ordinal)
            .Select(group => (
                Name: group.Key,
                Regions: (IReadOnlyList<int>?)Seen(study, group.SelectMany(static phrase => phrase.Regions))));
        var absent = Absent(sample).Select(static target => (Name: target, Regions: (IReadOnlyList<int>?)null));
        var asked = random.Draw(random.Draw(present, MostPositive).Concat(random.Draw(absent, MostNegative)), MostPositive + MostNegative);

        var writer = new ConversationWriter(
            vocabulary, grounded, $"{TargetPrompt} {string.Join(" , ", asked.Select(static target => target.Name))}", maxTokens);
        foreach (var (name, regions) in asked)
        {
            if (!grounded) writer.Add(name);
            else if (regions is null) writer.AddNothing(name);
            else writer.AddPhrase(name, regions);
            writer.Add(regions is null ? No : Yes);
        }

        return writer.Finish(study);
    }

    /// <summary>Targets of the modality that the report does not mention, the first in ordinal order: for each nothing is to be found.</summary>
    public Conversation AbsentConversation(TrainingStudy study)
    {
        var absent = Absent(study.Sample).Take(MostAsked).ToList();
        var writer = new ConversationWriter(vocabulary, grounded: true, $"{TargetPrompt} {string.Join(" , ", absent)}", maxTokens);
        foreach (var name in absent)
        {
            writer.AddNothing(name);
            writer.Add(No);
        }

        return writer.Finish(study);
    }

    private IEnumerable<string> Absent(Sample sample)
    {
        var mentioned = sample.Phrases.Where(static phrase => phrase.Polarity != Polarity.Absent).Select(static phrase => phrase.Target).ToHashSet(StringComparer.Ordinal);
        return targetsByModality.GetValueOrDefault(sample.Modality, []).Where(target => !mentioned.Contains(target));
    }

    /// <summary>As many of the sample's questions as fit, in random order; of a study without any the plain report.</summary>
    public Conversation QuestionsConversation(TrainingStudy study, SeededRandom random)
    {
        var questions = random.Draw(study.Sample.Questions, study.Sample.Questions.Count);
        if (questions.Count == 0) return ReportConversation(study, grounded: false);
        var writer = new ConversationWriter(vocabulary, grounded: false, questions[0].Question, maxTokens);
        writer.Add(questions[0].Answer);
        foreach (var question in questions.Skip(1))
        {
            if (!writer.TryAsk(question.Question, question.Answer)) break;
        }

        return writer.Finish(study);
    }

    public Conversation QuestionConversation(TrainingStudy study, QuestionAnswer question)
    {
        var writer = new ConversationWriter(vocabulary, grounded: false, question.Question, maxTokens);
        writer.Add(question.Answer);
        return writer.Finish(study);
    }

    /// <summary>Stage 3: the findings with every asserted phrase enclosed; not grounded: the same words without the signs.</summary>
    public Conversation ReportConversation(TrainingStudy study, bool grounded)
    {
        var report = study.Sample.Report;
        var section = report.Sections.FirstOrDefault(static section => section.Name == "findings");
        var (start, end) = section is { } found && found.End > found.Start ? (found.Start, found.End) : (0, report.Text.Length);
        var writer = new ConversationWriter(vocabulary, grounded, ReportPrompt, maxTokens);
        var at = start;
        foreach (var phrase in Asserted(study.Sample).Where(_ => grounded).OrderBy(static phrase => phrase.Start))
        {
            if (phrase.Start < at || phrase.End > end) continue; // overlaps the one before, or lies in another section
            writer.Add(report.Text[at..phrase.Start]);
            writer.AddPhrase(phrase.Text, Seen(study, phrase.Regions));
            at = phrase.End;
        }

        writer.Add(report.Text[at..end]);
        return writer.Finish(study);
    }

    private static IEnumerable<Phrase> Asserted(Sample sample) =>
        sample.Phrases.Where(static phrase => phrase is { Polarity: Polarity.Present, Temporality: Temporality.Current });

    private static List<int> Seen(TrainingStudy study, IEnumerable<int> regions) =>
        [.. regions.Distinct().Where(study.Regions.ContainsKey)];

    private static string NameOf(Phrase phrase) => phrase.Side switch
    {
        Side.Left => "left " + phrase.Target,
        Side.Right => "right " + phrase.Target,
        _ => phrase.Target,
    };
}
