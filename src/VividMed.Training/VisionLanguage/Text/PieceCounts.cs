using System.Runtime.InteropServices;

namespace VividMed.Training.VisionLanguage.Text;

/// <summary>Counts the pieces of many texts, a text at a time: what a vocabulary is learned from.</summary>
internal sealed class PieceCounts
{
    private readonly Dictionary<string, int> _often = new(StringComparer.Ordinal);

    /// <summary>How often each piece occurs, as the characters that stand for its bytes.</summary>
    public IReadOnlyDictionary<string, int> Often => _often;

    public void Add(string text)
    {
        foreach (var piece in Vocabulary.PiecesOf(text)) CollectionsMarshal.GetValueRefOrAddDefault(_often, piece, out _)++;
    }
}
