using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VividMed.Grounding.Questions;

/// <summary>
/// Wordings of the questions by type; {0} is the finding. Which one a study gets follows from a digest, so that it never changes.
/// </summary>
internal static class QuestionPhrasings
{
    private static readonly Dictionary<string, string[]> Wordings = new(StringComparer.Ordinal)
    {
        [QuestionType.Modality] = ["What kind of imaging is this?", "Which modality was used for this examination?", "How was this image acquired?", "What type of scan is shown?"],
        [QuestionType.Plane] = ["From which direction was this radiograph taken?", "What is the projection of this radiograph?", "Which view is shown?", "How did the beam pass through the patient?"],
        [QuestionType.Presence] = ["Is there any {0}?", "Does the examination show any {0}?", "Can any {0} be seen?", "Is any {0} present?", "Do you see any {0}?"],
        [QuestionType.Abnormality] = ["Which abnormalities are shown?", "What is abnormal in this examination?", "Name the abnormal findings.", "What pathology does the examination show?"],
        [QuestionType.Location] = ["Where is the {0}?", "In which place does the {0} lie?", "What is the location of the {0}?", "Which structure holds the {0}?"],
        [QuestionType.Side] = ["On which side is the {0}?", "Which side of the chest shows the {0}?", "Does the {0} lie on the left or on the right?"],
        [QuestionType.Count] = ["In how many places is {0} seen?", "How many places show {0}?", "At how many sites can {0} be found?"],
        [QuestionType.Size] = ["How large is the {0}?", "What does the {0} measure?", "What is the size of the {0}?"],
    };

    public static string For(string type, string subject, string study)
    {
        var wordings = Wordings[type];
        return string.Format(CultureInfo.InvariantCulture, wordings[Rank(study, type, subject) % (uint)wordings.Length], subject);
    }

    /// <summary>A number that depends on its arguments alone and is otherwise as good as random.</summary>
    public static uint Rank(string study, string type, string subject) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{study}\n{type}\n{subject}")));
}
