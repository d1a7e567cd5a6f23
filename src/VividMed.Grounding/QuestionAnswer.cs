namespace VividMed.Grounding;

/// <summary>A question and its answer, of type modality, plane, presence, location, abnormality or count; Phrases are the indices it rests on.</summary>
public sealed record QuestionAnswer(string Question, string Answer, string Type, IReadOnlyList<int> Phrases);
