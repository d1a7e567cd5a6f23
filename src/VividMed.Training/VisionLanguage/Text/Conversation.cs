namespace VividMed.Training.VisionLanguage;

/// <summary>A question and its answer about one study as tokens. AnswerStart is the first token whose prediction counts.</summary>
internal sealed record Conversation(TrainingStudy Study, IReadOnlyList<int> Tokens, int AnswerStart, IReadOnlyList<GroundedPhrase> Phrases);
