using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.VisionLanguage.Text;

/// <summary>
/// Text as numbers and back, any text exactly: byte-pair encoding over bytes. The first numbers are the conversation's own signs:
/// <c>&lt;grd&gt;</c> and <c>&lt;ngrd&gt;</c> switch grounding on and off, <c>&lt;p&gt;</c> and <c>&lt;/p&gt;</c> enclose a phrase whose place
/// the heads predict. A text that spells them out stays text.
/// </summary>
internal sealed partial class Vocabulary
{
    public const int Padding = 0, Begin = 1, End = 2, User = 3, System = 4, Grounded = 5, NotGrounded = 6, PhraseBegin = 7, PhraseEnd = 8;

    /// <summary>Signs and bytes: what there is before anything is joined.</summary>
    public const int Least = Signs + 256;

    private const int Signs = 9;

    private static readonly char[] Letters = ByteLetters();

    /// <summary>What ends a sentence: stops, and a new line.</summary>
    private static readonly SearchValues<char> Stops = SearchValues.Create([.. ".!?;", Letters['\n']]);

    private readonly IReadOnlyList<string> _merges;
    private readonly BpeTokenizer _tokenizer;
    private readonly HashSet<int> _stops, _digits;

    private Vocabulary(IReadOnlyList<string> merges)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var letter in Letters) numbers.Add(letter.ToString(), Signs + numbers.Count);
        foreach (var merge in merges) numbers.TryAdd(merge.Replace(" ", "", StringComparison.Ordinal), Signs + numbers.Count);
        Count = Signs + numbers.Count;
        _merges = merges;
        _tokenizer = BpeTokenizer.Create(new BpeOptions(numbers) { Merges = merges, ByteLevel = true, PreTokenizer = new RegexPreTokenizer(Pieces(), null) });
        _stops = [.. numbers.Where(static piece => piece.Key.AsSpan().IndexOfAny(Stops) >= 0).Select(static piece => piece.Value)];
        _digits = [.. numbers.Where(static piece => char.IsAsciiDigit(piece.Key[0])).Select(static piece => piece.Value)];
    }

    /// <summary>The characters that the bytes 0 to 255 are written as in the merges.</summary>
    public static string BytesAsLetters => new(Letters);

    public int Count { get; }

    /// <summary>At most <paramref name="most"/> numbers, those that say the texts in the fewest.</summary>
    public static Vocabulary Build(PieceCounts pieces, int most) =>
        new([.. BytePairTrainer.Learn(pieces.Often, most - Least).Select(static merge => $"{merge.Left} {merge.Right}")]);

    /// <summary>What of a text is joined, and nothing across: as the characters that stand for its bytes.</summary>
    public static IEnumerable<string> PiecesOf(string text) =>
        Pieces().Matches(CaseMarks.Write(Begun(text))).Select(static piece => string.Concat(Encoding.UTF8.GetBytes(piece.Value).Select(static value => Letters[value])));

    /// <summary>A text of its own: its first word is said as if another one came before it.</summary>
    public IReadOnlyList<int> Encode(string text) => EncodeRest(Begun(text));

    /// <summary>What follows a text; a space before its first word belongs to it.</summary>
    public IReadOnlyList<int> EncodeRest(string text) => _tokenizer.EncodeToIds(CaseMarks.Write(text));

    /// <summary>The text of a text's numbers; signs are left out, and bytes that are no text become U+FFFD.</summary>
    public string Decode(IEnumerable<int> numbers)
    {
        var text = CaseMarks.Read(_tokenizer.Decode(numbers.Where(static number => number >= Signs)));
        return text.StartsWith(' ') ? text[1..] : text;
    }

    /// <summary>The place of the last number of the sentence that goes on after one of them; a point within a number ends none.</summary>
    public int EndOfSentence(IReadOnlyList<int> numbers, int from)
    {
        for (var at = from + 1; at < numbers.Count; at++)
        {
            if (numbers[at] is End or User or System) return at - 1;
            if (EndsSentence(numbers[at], at + 1 < numbers.Count ? numbers[at + 1] : End)) return at;
        }

        return numbers.Count - 1;
    }

    /// <summary>Whether a sentence ends between two numbers.</summary>
    public bool EndsSentence(int number, int next) => _stops.Contains(number) && !_digits.Contains(next);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(new VocabularyFile(VocabularyFile.Kind, _merges));

    /// <summary><c>bad-vocabulary</c> for another kind of file.</summary>
    public static Vocabulary Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            if (JsonSerializer.Deserialize<VocabularyFile>(json) is { Format: VocabularyFile.Kind, Merges: { } merges }) return new Vocabulary(merges);
        }
        catch (JsonException)
        {
            // A list of words, as releases before this one wrote it.
        }

        throw new TrainingException("bad-vocabulary", "vocabulary.json holds no merges of byte pairs: the model was trained by another release; train it again.");
    }

    private static string Begun(string text) => " " + text;

    /// <summary>What the library writes each byte as: those that show nothing are moved up, as in GPT-2.</summary>
    private static char[] ByteLetters()
    {
        var letters = new char[256];
        var moved = 0;
        for (var value = 0; value < letters.Length; value++)
        {
            letters[value] = value is (>= '!' and <= '~') or (>= '¡' and <= '¬') or >= '®' ? (char)value : (char)(256 + moved++);
        }

        return letters;
    }

    /// <summary>Marks of case, words and signs with the space that leads to them, up to three digits, other space.</summary>
    [GeneratedRegex(@"[\x0E\x0F]|\x10.| ?\p{L}+| ?\p{N}{1,3}| ?[^\s\p{L}\p{N}\x0E-\x10]+|\s+(?!\S)|\s+", RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Pieces();

    private sealed record VocabularyFile(string Format, IReadOnlyList<string> Merges)
    {
        public const string Kind = "vividmed-byte-pairs-1";
    }
}
