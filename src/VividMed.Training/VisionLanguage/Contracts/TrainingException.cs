namespace VividMed.Training.VisionLanguage.Contracts;

/// <summary>
/// Training or evaluation cannot begin or go on. Code is a stable reason in kebab case, such as <c>no-training-samples</c>.
/// </summary>
public sealed class TrainingException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;
}
