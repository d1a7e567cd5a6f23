using System.Text.Json.Serialization;
using VividMed.Reports.Assertions;

namespace VividMed.Reports.Documents;

/// <summary>The answer to a line with a phrase: what its text asserts of that phrase, or why it cannot tell.</summary>
public sealed record AssertionDocument(
    string Id,
    Assertion? Assertion,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error = null)
{
    /// <summary>Classifies one phrase; a text or phrase that cannot be read gives an error in place of an assertion.</summary>
    public static AssertionDocument From(string id, string text, TextSpan phrase, AssertionClassifier classifier)
    {
        try
        {
            return new(id, classifier.Classify(text, phrase));
        }
        catch (ReportException refusal)
        {
            return new(id, null, refusal.Message);
        }
    }
}
