using VividMed.Grounding;

namespace VividMed.Workflows;

/// <summary>What the models found in a study's images. Images are in the study's order, as they will be stored.</summary>
public sealed record LocalizedStudy(string Study, IReadOnlyList<SampleImage> Images, IReadOnlyList<Candidate> Candidates);
