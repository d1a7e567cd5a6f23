using VividMed.Taxonomy;

namespace VividMed.Training.VisionLanguage.Contracts;

/// <summary>Training or evaluation cannot begin or go on. Codes: such as <c>no-training-samples</c>.</summary>
public sealed class TrainingException(string code, string message, Exception? inner = null) : ReasonException(code, message, inner);
