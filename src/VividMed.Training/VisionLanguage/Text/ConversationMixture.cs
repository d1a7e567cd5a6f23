using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.VisionLanguage.Text;

/// <summary>The shares of a stage's conversations. Later ones repeat what earlier ones taught: a network this small forgets it else.</summary>
internal sealed record ConversationMixture(double Targets, double Questions, double PlainReport)
{
    private static readonly ConversationMixture Grounding = new(Targets: 0.8, Questions: 0.2, PlainReport: 0);
    private static readonly ConversationMixture Instruction = new(Targets: 0.2, Questions: 0.5, PlainReport: 0.3);
    private static readonly ConversationMixture Alignment = new(Targets: 0.3, Questions: 0.4, PlainReport: 0.1);

    /// <summary>The share of conversations that teach when to call a localizer; the others share the rest.</summary>
    public double Calls { get; init; }

    public static ConversationMixture Of(int stage) => stage switch
    {
        1 => Grounding,
        2 => Instruction,
        _ => Alignment,
    };

    public ConversationKind Draw(SeededRandom random)
    {
        if (Calls > 0 && random.NextDouble() < Calls) return ConversationKind.Call;
        var at = random.NextDouble();
        if (at < Targets) return ConversationKind.Targets;
        if (at < Targets + Questions) return ConversationKind.Questions;
        return at < Targets + Questions + PlainReport ? ConversationKind.PlainReport : ConversationKind.GroundedReport;
    }
}
