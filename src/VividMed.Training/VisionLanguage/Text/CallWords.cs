using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.VisionLanguage.Text;

/// <summary>
/// How a model calls an external localizer, is told what came of it, and answers: words of the text, so that no vocabulary changes. A call is an answer of its
/// own, which ends with its sign; the result is the next turn of whoever asked.
/// </summary>
internal static class CallWords
{
    public const string Found = "found";
    public const string Nothing = "nothing found";

    private const string Call = "call:";

    /// <summary>Such as <c>call: left pleural effusion</c>.</summary>
    public static string CallOf(string name) => $"{Call} {name}";

    /// <summary>The name that an answer calls for; null of any other answer.</summary>
    public static string? NameIn(string answer) =>
        answer.StartsWith(Call, StringComparison.Ordinal) && answer[Call.Length..].Trim() is { Length: > 0 } name ? name : null;

    /// <summary>What the model is told.</summary>
    /// <param name="failure">Null where the localizer answered.</param>
    public static string ResultOf(bool isFound, LocalizerFailure? failure) => failure is { } why ? $"failed: {why.Words}" : isFound ? Found : Nothing;

    /// <summary>What is answered then, where there is a place behind the name as a phrase.</summary>
    public static string AnswerOf(bool isFound, LocalizerFailure? failure) => failure is { } why ? $"not located: {why.Words}" : isFound ? ConversationBuilder.Yes : Nothing;

    /// <summary>All that is said of calls, the names apart, for the vocabulary.</summary>
    public static IEnumerable<string> OwnTexts() =>
    [
        Call, Found, Nothing,
        .. LocalizerFailure.All.Prepend(null).SelectMany(static failure => new[] { ResultOf(isFound: false, failure), AnswerOf(isFound: false, failure) }),
    ];
}
