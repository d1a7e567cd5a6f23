using System.Text.Json;
using System.Text.RegularExpressions;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.VisionLanguage.Text;

/// <summary>
/// Words by number. The first ones are the conversation's own signs: <c>&lt;grd&gt;</c> and <c>&lt;ngrd&gt;</c> switch grounding
/// on and off, <c>&lt;p&gt;</c> and <c>&lt;/p&gt;</c> enclose a phrase whose place the heads predict.
/// </summary>
internal sealed class Vocabulary
{
    public const int Padding = 0, Unknown = 1, Begin = 2, End = 3, User = 4, System = 5, Grounded = 6, NotGrounded = 7, PhraseBegin = 8,
        PhraseEnd = 9;

    private static readonly string[] Signs = ["<pad>", "<unk>", "<bos>", "<eos>", "<usr>", "<sys>", "<grd>", "<ngrd>", "<p>", "</p>"];

    private readonly Dictionary<string, int> _numbers;

    private Vocabulary(string[] words)
    {
        Words = words;
        _numbers = words.Select(static (word, number) => (word, number)).ToDictionary(
            static pair => pair.word, static pair => pair.number, StringComparer.Ordinal);
    }

    public IReadOnlyList<string> Words { get; }

    public int Count => Words.Count;

    public int this[string word] => _numbers.GetValueOrDefault(word, Unknown);

    /// <summary>The most frequent words of the texts, at most <paramref name="most"/> with the signs; ties in ordinal order.</summary>
    public static Vocabulary Build(IEnumerable<string> texts, int most)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (word, _) in texts.SelectMany(WordTokenizer.Split)) counts[word] = counts.GetValueOrDefault(word) + 1;
        var words = counts.OrderByDescending(static pair => pair.Value)
            .ThenBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(static pair => pair.Key);
        return new Vocabulary([.. Signs, .. words.Take(most - Signs.Length)]);
    }

    public IEnumerable<int> Encode(string text) => WordTokenizer.Split(text).Select(word => this[word.Word]);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(Words);

    public static Vocabulary Parse(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<string[]>(json) is { } words && words.Take(Signs.Length).SequenceEqual(Signs, StringComparer.Ordinal)
            ? new Vocabulary(words)
            : throw new TrainingException("bad-vocabulary", "The vocabulary does not begin with this release's signs.");
}

/// <summary>Splits text into lower-case words, numbers and single signs, with the offset where each begins.</summary>
internal static partial class WordTokenizer
{
    public static IEnumerable<(string Word, int Start)> Split(string text) =>
        Words().Matches(text).Select(static match => (match.Value.ToLowerInvariant(), match.Index));

    [GeneratedRegex(@"[A-Za-z]+|[0-9]+|\S", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Words();
}
