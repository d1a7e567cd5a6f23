namespace VividMed.Grounding;

/// <summary>A question and its answer; Type is one of <see cref="QuestionType"/>, Phrases are the indices of the phrases that it rests on.</summary>
public sealed record QuestionAnswer(string Question, string Answer, string Type, IReadOnlyList<int> Phrases);
