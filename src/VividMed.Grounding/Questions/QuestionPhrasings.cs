using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VividMed.Grounding.Questions;

/// <summary>
/// Wordings of the questions by type; {0} is the finding, {1} what it is asked with. Which one a study gets follows from a digest, so that it
/// never changes. None of them may hint at the answer, and all suit nouns in singular and plural.
/// </summary>
internal static class QuestionPhrasings
{
    private static readonly Dictionary<string, string[]> Wordings = new(StringComparer.Ordinal)
    {
        [QuestionType.Plane] = ["From which direction was this radiograph taken?", "What is the projection of this radiograph?", "Which view is shown?", "How did the beam pass through the patient?"],
        [QuestionType.Presence] = ["Is there any {0}?", "Does the examination show any {0}?", "Can any {0} be seen?", "Is any {0} present?", "Do you see any {0}?"],
        [QuestionType.SidePresence] = ["Is there any {0} on the {1}?", "Does the {1} side show any {0}?", "Can any {0} be seen on the {1}?"],
        [QuestionType.Choice] = ["Which of the two is shown: {0} or {1}?", "{0} or {1}: which of them does the examination show?", "Of {0} and {1}, which does the examination show?"],
        [QuestionType.Unanswerable] = ["Can it be told whether there is any {0}?", "Does the examination settle whether any {0} is present?", "Is it clear whether there is any {0}?"],
        [QuestionType.Abnormality] = ["Which abnormalities are shown?", "What is abnormal in this examination?", "Name the abnormal findings.", "What pathology does the examination show?"],
        [QuestionType.Location] = ["Where does the examination show {0}?", "In which place does one see the {0}?", "What is the location of the {0}?", "Which structure holds the {0}?"],
        [QuestionType.Side] = ["On which side does the examination show {0}?", "Which side of the chest shows the {0}?", "What is the side of the {0}?"],
        [QuestionType.Count] = ["What is the number of places with {0}?", "In how many places does one see {0}?", "At how many sites can {0} be found?"],
        [QuestionType.Size] = ["What is the size of the {0}?", "What does the {0} measure?", "What extent does the {0} have?"],
        [QuestionType.Severity] = ["What is the extent or severity of the {0}?", "To what degree does the examination show {0}?", "What is the grade of the {0}?"],
        [QuestionType.Change] = ["What has become of the {0} since the examination before?", "What is the course of the {0} against the prior examination?", "What does a comparison with the prior examination say of the {0}?"],
        [QuestionType.Comparison] = ["On which side is there more {0}?", "Which of the two sides shows more {0}?", "Of the two sides, which has the greater {0}?"],
        [QuestionType.Device] = ["Which devices are shown?", "Name the tubes, lines and implants.", "Which support devices does the examination show?"],
        [QuestionType.Tip] = ["Where does the tip of the {0} lie?", "In which place does the {0} end?", "What is the position of the tip of the {0}?"],
    };

    public static string For(string type, string study, string subject, string noun, string other)
    {
        var wordings = Wordings[type];
        var text = string.Format(CultureInfo.InvariantCulture, wordings[Rank(study, type, subject) % (uint)wordings.Length], noun, other);
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    /// <summary>A number that depends on its arguments alone and is otherwise as good as random.</summary>
    public static uint Rank(string study, string type, string subject) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{study}\n{type}\n{subject}")));
}
