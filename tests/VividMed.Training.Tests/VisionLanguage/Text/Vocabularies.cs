using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.Tests.VisionLanguage.Text;

internal static class Vocabularies
{
    /// <summary>Learned from texts.</summary>
    public static Vocabulary Of(int most, IEnumerable<string> texts)
    {
        var pieces = new PieceCounts();
        foreach (var text in texts) pieces.Add(text);
        return Vocabulary.Build(pieces, most);
    }
}
